package io.wattledger.topology;

import static io.wattledger.topology.BooksFixture.NOW;
import static io.wattledger.topology.BooksFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Quantity;
import io.wattledger.ledger.Thresholds;
import io.wattledger.ledger.Window;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.BudgetQuantity;
import io.wattledger.v1.BudgetStanding;
import io.wattledger.v1.FootprintAlert;
import io.wattledger.v1.FootprintBudget;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An event is 45 J, 50 µL and 6,750 µg, and each is a commit of its own. */
class BudgetMonthsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static final ZoneId UTC = ZoneId.of("UTC");

    @TempDir
    Path stateDir;

    private final Topics topics = BooksFixture.topics();
    private int opened;
    private BooksFixture books;

    @BeforeEach
    void open() {
        books = open(energy(100));
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void shouldAnnounceEachThresholdOnceWithWhatWasSpent() {
        // When: 45, 90, 135 and 180 of 100 J
        for (int i = 0; i < 4; i++) {
            books.send(event("e" + i));
        }

        // Then
        List<FootprintAlert> alerts = alerts();
        assertThat(alerts)
                .extracting(BudgetMonthsTest::told)
                .containsExactly("REACHED 50", "REACHED 80", "REACHED 100");
        assertThat(alerts)
                .extracting(FootprintAlert::getAlertId)
                .containsExactly("search/2026-11/ENERGY/0", "search/2026-11/ENERGY/1", "search/2026-11/ENERGY/2");
        FootprintAlert second = alerts.get(1);
        assertThat(second.getTeam()).isEqualTo("search");
        assertThat(second.getMonth()).isEqualTo("2026-11");
        assertThat(second.getZone()).isEqualTo("UTC");
        assertThat(second.getQuantity()).isEqualTo(BudgetQuantity.ENERGY);
        assertThat(second.getBudgetMicros()).isEqualTo(100_000_000);
        assertThat(second.getSpentMicros()).isEqualTo(new Range(45_000_000L, 90_000_000L, 180_000_000L));
        assertThat(second.getDecidedAt()).isEqualTo(NOW);
    }

    @Test
    void shouldSayAfterEachCommitHowTheMonthStands() {
        upgrade(ofSearch(UTC, Map.of(Quantity.ENERGY, joules(100), Quantity.WATER, 1_000L)));
        books.send(event("a"));
        books.send(event("b"));
        var records = books.output(topics.budgets()).readKeyValuesToList();
        assertThat(records).hasSize(2).extracting(each -> each.key).containsOnly("2026-11|search");
        assertThat(records.get(1).value)
                .isEqualTo(new FootprintBudget(
                        "search",
                        "2026-11",
                        "UTC",
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-12-01T00:00:00Z"),
                        List.of(
                                new BudgetStanding(
                                        BudgetQuantity.ENERGY,
                                        100_000_000L,
                                        new Range(45_000_000L, 90_000_000L, 180_000_000L),
                                        80),
                                new BudgetStanding(BudgetQuantity.WATER, 1_000L, new Range(50L, 100L, 200L), 0))));
    }

    @Test
    void shouldSayNothingOfATeamWithoutABudget() {
        books.send(event("a").setTeam("support"));
        assertThat(alerts()).isEmpty();
        assertThat(books.output(topics.budgets()).isEmpty()).isTrue();
    }

    @Test
    void shouldClearWhatACorrectionTakesBackAndAnnounceItAgain() {
        // Given: 135 of 100 J
        for (int i = 0; i < 3; i++) {
            books.send(event("e" + i));
        }
        alerts();

        // When: they cost half of it, 67.5 J
        books.publishCost(BooksFixture.revision("r2", Instant.EPOCH, 0.5));
        books.driver.advanceWallClockTime(Duration.ofSeconds(2));

        // Then
        List<FootprintAlert> cleared = alerts();
        assertThat(cleared).extracting(BudgetMonthsTest::told).containsExactly("CLEARED 100", "CLEARED 80");
        assertThat(cleared)
                .allSatisfy(
                        alert -> assertThat(alert.getSpentMicros().getCentral()).isEqualTo(67_500_000));

        // And when: 90 J
        books.send(event("d"));
        assertThat(alerts())
                .extracting(alert -> told(alert) + " " + alert.getAlertId())
                .containsExactly("REACHED 80 search/2026-11/ENERGY/5");
    }

    @Test
    void shouldKeepMonthsApartByTheTimeOfTheEventInTheirZone() {
        upgrade(ofSearch(BERLIN, Map.of(Quantity.ENERGY, joules(45))));
        // When: the last minute of October, and the first one of November, which begins an hour before that of UTC
        books.send(event("a").setOccurredAt(Instant.parse("2026-10-31T22:59:59Z")));
        books.send(event("b").setOccurredAt(Instant.parse("2026-10-31T23:00:00Z")));

        // Then
        assertThat(alerts())
                .extracting(alert -> alert.getMonth() + " " + alert.getThresholdPercent())
                .containsExactly("2026-10 50", "2026-10 80", "2026-10 100", "2026-11 50", "2026-11 80", "2026-11 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York"})
    void shouldKnowTheMonthFromItsWindowsWhenItIsFirstLookedAt(String zone) {
        // Given: books of before the budgets, with an event of 45 J about each edge that a day, an hour or a minute has
        upgrade(BooksFixture.budgets(UTC, Map.of()));
        long inMonth = 0;
        int events = 0;
        for (Instant at = Instant.parse("2026-10-31T00:00:00Z"); at.isBefore(NOW); at = at.plusSeconds(17 * 60)) {
            books.send(
                    event("e" + events).setOccurredAt(at).setModelId(events % 2 == 0 ? BooksFixture.MODEL : "other"));
            books.send(event("s" + events).setOccurredAt(at).setTeam("searches"));
            events++;
            inMonth += at.atZone(ZoneId.of(zone)).getMonthValue() == 11 ? 1 : 0;
        }
        assertThat(inMonth).isBetween(20L, (long) events - 20);

        // When
        upgrade(ofSearch(ZoneId.of(zone), Map.of(Quantity.ENERGY, 1L)));
        books.send(event("first"));
        books.send(event("second"));

        // Then
        assertThat(books.output(topics.budgets()).readValuesToList())
                .extracting(
                        budget -> budget.getBudgets().get(0).getSpentMicros().getCentral())
                .containsExactly(joules(45 * (inMonth + 1)), joules(45 * (inMonth + 2)));
    }

    @Test
    void shouldLoseNothingThatComesInWhileItReads() {
        // Given: ten projects with 45 J each
        int projects = 10;
        upgrade(BooksFixture.budgets(UTC, Map.of()));
        for (int i = 0; i < projects; i++) {
            books.send(event("before" + i).setProject("p" + i));
        }

        // When: one of them is read at a time, while each of them gets more
        upgrade(new BudgetSettings(
                UTC, new Thresholds(List.of(100)), 1, Map.of("search", Map.of(Quantity.ENERGY, 1L))));
        List<Long> sums = new ArrayList<>();
        for (int i = 0; i < 2 * projects; i++) {
            books.send(event("after" + i).setProject("p" + i * 7 % projects));
            sums.add(joules(45L * (projects + i + 1)));
        }

        // Then: nothing is said until all is read, and then all of it
        List<Long> said = books.output(topics.budgets()).readValuesToList().stream()
                .map(budget -> budget.getBudgets().get(0).getSpentMicros().getCentral())
                .toList();
        assertThat(said)
                .hasSizeBetween(projects, 2 * projects - 5)
                .isEqualTo(sums.subList(sums.size() - said.size(), sums.size()));
    }

    @Test
    void shouldGoOnFromWhatWasAnnouncedWhateverTheBudgetIsThen() {
        // Given: 90 of 100 J
        books.send(event("a"));
        books.send(event("b"));
        assertThat(alerts()).extracting(BudgetMonthsTest::told).containsExactly("REACHED 50", "REACHED 80");

        // When: nothing changes
        restart(energy(100));
        books.send(nothing("c"));
        assertThat(alerts()).isEmpty();
        // When: there is less than was used
        restart(energy(80));
        books.send(nothing("d"));
        assertThat(alerts())
                .extracting(alert -> told(alert) + " of " + alert.getBudgetMicros() + " " + alert.getAlertId())
                .containsExactly("REACHED 100 of 80000000 search/2026-11/ENERGY/2");
        // When: there is much more
        restart(energy(1_000));
        books.send(nothing("e"));
        assertThat(alerts())
                .extracting(BudgetMonthsTest::told)
                .containsExactly("CLEARED 100", "CLEARED 80", "CLEARED 50");
    }

    @Test
    void shouldLeaveMonthsAloneWhoseWindowsAreNotKept() {
        // When: October of Kolkata begins with a minute of more than 32 days ago
        upgrade(ofSearch(ZoneId.of("Asia/Kolkata"), Map.of(Quantity.ENERGY, 1L)));
        books.driver.advanceWallClockTime(Duration.ofDays(5));
        books.send(event("a").setOccurredAt(NOW.minus(Duration.ofDays(2))));
        assertThat(alerts()).isEmpty();
        // When: a month of two years ago, and the one at hand
        books.send(event("b").setOccurredAt(NOW.minus(Duration.ofDays(730))));
        books.send(event("c"));
        assertThat(alerts()).extracting(FootprintAlert::getMonth).containsOnly("2026-11");
    }

    @Test
    void shouldForgetWhatWasAnnouncedOfMonthsThatAreOver() {
        books.send(event("a"));
        books.send(event("b").setOccurredAt(NOW.minus(Duration.ofDays(31))));
        books.send(event("c").setOccurredAt(NOW.minus(Duration.ofDays(31))));
        books.send(event("d"));
        assertThat(announced()).containsExactly("2026-10|search", "2026-11|search");

        // When: October ended 400 days ago
        books.driver.advanceWallClockTime(Duration.ofDays(401));
        books.send(event("e").setOccurredAt(NOW.plus(Duration.ofDays(401))));

        // Then
        assertThat(announced()).containsExactly("2026-11|search");
    }

    private List<String> announced() {
        List<String> keys = new ArrayList<>();
        try (var all = books.driver
                .<String, Map<Quantity, Announced>>getKeyValueStore(Names.BUDGETS_STORE)
                .all()) {
            all.forEachRemaining(each -> keys.add(each.key));
        }
        return keys;
    }

    private List<FootprintAlert> alerts() {
        return books.output(topics.alerts()).readValuesToList();
    }

    private static String told(FootprintAlert alert) {
        return alert.getDirection() + " " + alert.getThresholdPercent();
    }

    private static InferenceEvent.Builder nothing(String id) {
        return event(id).setInputTokens(0).setOutputTokens(0);
    }

    private static long joules(long joules) {
        return joules * 1_000_000;
    }

    private static BudgetSettings energy(long joules) {
        return ofSearch(UTC, Map.of(Quantity.ENERGY, joules(joules)));
    }

    private static BudgetSettings ofSearch(ZoneId zone, Map<Quantity, Long> budget) {
        return BooksFixture.budgets(zone, Map.of("search", new EnumMap<>(budget)));
    }

    private BooksFixture open(BudgetSettings budgets) {
        opened++;
        BooksFixture fixture = new BooksFixture(
                stateDir.resolve("" + opened), BooksFixture.booking(100), BooksFixture.totalling(100, budgets), topics);
        fixture.publishCost(Instant.EPOCH);
        fixture.publishCost("other", Instant.EPOCH);
        fixture.publishSite();
        return fixture;
    }

    /** A restart of totalling with other budgets. */
    private void restart(BudgetSettings budgets) {
        BooksFixture next = open(budgets);
        copyTotals(next);
        KeyValueStore<String, Map<Quantity, Announced>> to = next.driver.getKeyValueStore(Names.BUDGETS_STORE);
        try (var all = books.driver
                .<String, Map<Quantity, Announced>>getKeyValueStore(Names.BUDGETS_STORE)
                .all()) {
            all.forEachRemaining(each -> to.put(each.key, each.value));
        }
        books.close();
        books = next;
    }

    /** The start of a version that knows budgets, where one was before that did not. */
    private void upgrade(BudgetSettings budgets) {
        BooksFixture next = open(budgets);
        copyTotals(next);
        books.close();
        books = next;
    }

    private void copyTotals(BooksFixture next) {
        KeyValueStore<byte[], byte[]> rows = next.driver.getKeyValueStore(Names.LIVE_STORE);
        try (var all =
                books.driver.<byte[], byte[]>getKeyValueStore(Names.LIVE_STORE).all()) {
            all.forEachRemaining(each -> rows.put(each.key, each.value));
        }
        for (Window window : Window.values()) {
            WindowStore<byte[], byte[]> to = next.driver.getWindowStore(Names.store(window));
            try (var all = books.driver
                    .<byte[], byte[]>getWindowStore(Names.store(window))
                    .all()) {
                all.forEachRemaining(each ->
                        to.put(each.key.key(), each.value, each.key.window().start()));
            }
        }
    }
}
