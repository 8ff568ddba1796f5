package io.wattledger.topology;

import static io.wattledger.topology.BooksFixture.NOW;
import static io.wattledger.topology.BooksFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.ledger.Account;
import io.wattledger.ledger.Cell;
import io.wattledger.v1.EntryKind;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.IntakeCount;
import io.wattledger.v1.Range;
import io.wattledger.v1.RejectReason;
import io.wattledger.v1.RejectedEvent;
import io.wattledger.v1.UnpricedReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BooksTopologyTest {

    @TempDir
    Path stateDir;

    BooksFixture books;

    @BeforeEach
    void open() {
        books = new BooksFixture(stateDir);
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void shouldPriceAnEventByCostAndSite() {
        // Given
        books.publishCost(Instant.EPOCH);
        books.publishSite();

        // When: 100 input tokens at 0.25 J and 10 output tokens at 2 J are 45 J
        books.send(event("a"));

        // Then
        FootprintEntry entry = books.journal.readValue();
        assertThat(entry.getEnergyMicrojoules()).isEqualTo(new Range(22_500_000L, 45_000_000L, 90_000_000L));
        assertThat(entry.getFacilityEnergyMicrojoules().getCentral()).isEqualTo(67_500_000L);
        // 45 J / 3.6e6 J/kWh * (1 + 1.5 * 2) L/kWh = 50 µL; 45 J * 1.5 / 3.6e6 * 360 g = 6,750 µg
        assertThat(entry.getWaterMicrolitres().getCentral()).isEqualTo(50L);
        assertThat(entry.getCarbonMicrograms()).isEqualTo(new Range(3_375L, 6_750L, 13_500L));
        assertThat(entry.getCostRevision()).isEqualTo("r1");
        assertThat(entry.getSiteRevision()).isEqualTo("s1");
        assertThat(entry.getBatchSize()).isEqualTo(16);
        assertThat(entry.getUnpricedReason()).isNull();
        assertThat(entry.getWindowStart()).isEqualTo(NOW);
    }

    @Test
    void shouldAddUpInEveryWindowAndInTheRunningTotal() {
        // Given
        books.publishCost(Instant.EPOCH);
        books.publishSite();

        // When: two in one minute, one an hour and a half before
        books.send(event("a"));
        books.send(event("b").setOccurredAt(NOW.plusSeconds(59)));
        books.send(event("c").setOccurredAt(NOW.minus(90, ChronoUnit.MINUTES)));

        // Then
        assertThat(requests(books.output(books.topics.minutes()).readKeyValuesToMap()))
                .isEqualTo(Map.of(NOW, 2L, Instant.parse("2026-11-01T10:30:00Z"), 1L));
        assertThat(requests(books.output(books.topics.hours()).readKeyValuesToMap()))
                .isEqualTo(Map.of(NOW, 2L, Instant.parse("2026-11-01T10:00:00Z"), 1L));
        assertThat(requests(books.output(books.topics.days()).readKeyValuesToMap()))
                .isEqualTo(Map.of(Instant.parse("2026-11-01T00:00:00Z"), 3L));
        FootprintTotal total =
                List.copyOf(books.running.readKeyValuesToMap().values()).get(0);
        assertThat(total.getRequests()).isEqualTo(3);
        assertThat(total.getEnergyMicrojoules().getCentral()).isEqualTo(135_000_000L);
        assertThat(total.getLateRequests()).isEqualTo(1);
    }

    @Test
    void shouldKeepAnEventWithoutACostVisibleAndNotInventAnAmount() {
        // Given
        books.publishSite();

        // When
        books.send(event("a"));

        // Then
        FootprintEntry entry = books.journal.readValue();
        assertThat(entry.getEnergyMicrojoules()).isNull();
        assertThat(entry.getCarbonMicrograms()).isNull();
        assertThat(entry.getUnpricedReason()).isEqualTo(UnpricedReason.NO_COST);
        assertThat(entry.getOutputTokens()).isEqualTo(10);
        assertThat(books.intake.readValue().getParked()).isEqualTo(1);
        FootprintTotal total = books.running.readValue();
        assertThat(total.getUnpricedRequests()).isEqualTo(1);
        assertThat(total.getEnergyMicrojoules()).isNull();
        assertThat(entry.getUnpricedRequests()).isEqualTo(1);
    }

    @Test
    void shouldPriceWhatWaitedWhenItsCostArrives() {
        // Given
        books.publishSite();
        books.send(event("a"));
        books.send(event("b"));
        IntakeCount parked = last(books.intake);
        assertThat(parked.getWaiting()).isEqualTo(2);
        assertThat(parked.getOldestWaitingAt()).isEqualTo(NOW);
        books.journal.readValuesToList();

        // When
        books.publishCost(Instant.EPOCH);
        books.driver.advanceWallClockTime(Duration.ofSeconds(2));

        // Then
        FootprintEntry priced = books.journal.readValue();
        assertThat(books.journal.isEmpty()).isTrue();
        assertThat(priced.getKind()).isEqualTo(EntryKind.LATE_PRICED);
        assertThat(priced.getWindowStart()).isEqualTo(NOW);
        assertThat(priced.getRequests()).isZero();
        assertThat(priced.getUnpricedRequests()).isEqualTo(-2);
        assertThat(priced.getEnergyMicrojoules().getCentral()).isEqualTo(90_000_000L);
        assertThat(priced.getCarbonMicrograms().getCentral()).isEqualTo(13_500L);
        assertThat(priced.getCostRevision()).isEqualTo("r1");
        IntakeCount count = last(books.intake);
        assertThat(count.getLatePriced()).isEqualTo(2);
        assertThat(count.getWaiting()).isZero();
        assertThat(count.getOldestWaitingAt()).isNull();
        assertThat(count.getCostsOffset()).isEqualTo(1);
        FootprintTotal total = last(books.running);
        assertThat(total.getUnpricedRequests()).isZero();
        assertThat(total.getEnergyMicrojoules().getCentral()).isEqualTo(90_000_000L);
    }

    @Test
    void shouldSiteWhatWaitedForItsRegion() {
        // Given
        books.publishCost(Instant.EPOCH);
        books.send(event("a"));
        books.journal.readValuesToList();

        // When
        books.publishSite();
        books.driver.advanceWallClockTime(Duration.ofSeconds(2));

        // Then
        FootprintEntry sited = books.journal.readValue();
        assertThat(sited.getKind()).isEqualTo(EntryKind.LATE_PRICED);
        assertThat(sited.getEnergyMicrojoules().getCentral()).isZero();
        assertThat(sited.getWaterMicrolitres().getCentral()).isEqualTo(50L);
        assertThat(sited.getUnsitedRequests()).isEqualTo(-1);
        assertThat(last(books.running).getUnsitedRequests()).isZero();
    }

    @Test
    void shouldCorrectExactlyWhatARevisionIntoThePastCoversAndDoNothingTheSecondTime() {
        // Given
        books.publishCost(Instant.EPOCH);
        books.publishSite();
        books.send(event("before"));
        books.send(event("after").setOccurredAt(NOW.plusSeconds(60)));
        books.journal.readValuesToList();

        // When: from the second minute on everything costs half
        for (int i = 0; i < 2; i++) {
            books.publishCost(BooksFixture.revision("r2", NOW.plusSeconds(75), 0.5));
            books.driver.advanceWallClockTime(Duration.ofSeconds(2));
        }

        // Then
        FootprintEntry correction = books.journal.readValue();
        assertThat(books.journal.isEmpty()).isTrue();
        assertThat(correction.getKind()).isEqualTo(EntryKind.CORRECTION);
        assertThat(correction.getWindowStart()).isEqualTo(NOW.plusSeconds(60));
        assertThat(correction.getEnergyMicrojoules()).isEqualTo(new Range(-11_250_000L, -22_500_000L, -45_000_000L));
        assertThat(correction.getReplaces().getCostRevision()).isEqualTo("r1");
        assertThat(correction.getCostRevision()).isEqualTo("r2");
        assertThat(last(books.running).getEnergyMicrojoules().getCentral()).isEqualTo(67_500_000L);
        assertThat(last(books.intake).getCorrections()).isEqualTo(1);
        assertThat(books.tables.costs().contradictions()).isZero();
    }

    @Test
    void shouldCorrectWhatARevisionSaidThatWasChangedUnderItsName() {
        // Given
        books.publishCost(Instant.EPOCH);
        books.publishSite();
        books.send(event("a"));

        // When
        books.publishCost(BooksFixture.revision("r1", Instant.EPOCH, 2));
        books.send(event("b"));

        // Then: what was there is corrected first, then the new usage is booked
        List<FootprintEntry> entries = books.journal.readValuesToList();
        assertThat(entries.stream().map(FootprintEntry::getKind))
                .containsExactly(EntryKind.USAGE, EntryKind.CORRECTION, EntryKind.USAGE);
        assertThat(entries.stream().map(entry -> entry.getEnergyMicrojoules().getCentral()))
                .containsExactly(45_000_000L, 45_000_000L, 90_000_000L);
        assertThat(books.tables.costs().contradictions()).isEqualTo(1);
    }

    @Test
    void shouldTakeBackWhatWasPricedAfterATombstone() {
        // Given
        books.publishCost(Instant.EPOCH);
        books.publishSite();
        books.send(event("before"));
        books.send(event("after").setOccurredAt(NOW.plusSeconds(120)));
        books.journal.readValuesToList();

        // When: withdrawn in the second minute
        books.withdrawCost(NOW.plusSeconds(60));
        books.driver.advanceWallClockTime(Duration.ofSeconds(2));
        books.send(event("later").setOccurredAt(NOW.plusSeconds(180)));

        // Then
        List<FootprintEntry> entries = books.journal.readValuesToList();
        assertThat(entries.get(0).getKind()).isEqualTo(EntryKind.CORRECTION);
        assertThat(entries.get(0).getEnergyMicrojoules().getCentral()).isEqualTo(-45_000_000L);
        assertThat(entries.get(0).getUnpricedReason()).isEqualTo(UnpricedReason.NO_COST_AT_TIME);
        assertThat(entries.get(0).getUnpricedRequests()).isEqualTo(1);
        assertThat(entries.get(1).getEnergyMicrojoules()).isNull();
        IntakeCount count = last(books.intake);
        assertThat(count.getWithdrawn()).isEqualTo(1);
        assertThat(count.getWaiting()).isEqualTo(2);
        FootprintTotal total = last(books.running);
        assertThat(total.getEnergyMicrojoules().getCentral()).isEqualTo(45_000_000L);
        assertThat(total.getUnpricedRequests()).isEqualTo(2);
    }

    @Test
    void shouldReRateInStepsOfBoundedWork() {
        // Given: more cells than a step takes
        books.publishCost(Instant.EPOCH);
        for (int i = 0; i < 2_500; i++) {
            books.send(event("e" + i).setTeam("team " + i));
        }
        books.journal.readValuesToList();

        // When
        books.publishCost(BooksFixture.revision("r2", Instant.EPOCH, 2));
        books.driver.advanceWallClockTime(Duration.ofSeconds(1));

        // Then
        assertThat(books.journal.readValuesToList())
                .as("a step of 1,000, of which finding the group takes one")
                .hasSize(999);
        assertThat(last(books.intake).getCostsOffset()).as("not through yet").isZero();
        books.driver.advanceWallClockTime(Duration.ofSeconds(1));
        books.driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(books.journal.readValuesToList()).hasSize(1_501);
        IntakeCount count = last(books.intake);
        assertThat(count.getCostsOffset()).isEqualTo(2);
        assertThat(count.getRerated()).isEqualTo(2_500);
    }

    @Test
    void shouldForgetUsageAfterItsRetentionAndLeaveItUnpriced() {
        // Given
        books.send(event("a"));
        assertThat(last(books.intake).getWaiting()).isEqualTo(1);

        // When
        books.driver.advanceWallClockTime(Duration.ofDays(33));
        books.publishCost(Instant.EPOCH);
        books.driver.advanceWallClockTime(Duration.ofSeconds(2));

        // Then
        IntakeCount count = last(books.intake);
        assertThat(count.getWaiting()).isZero();
        assertThat(count.getExpired()).isEqualTo(1);
        assertThat(count.getLatePriced()).isZero();
        try (var accounts = books.driver
                .<Cell, Account>getKeyValueStore(Names.ACCOUNTS_STORE)
                .all()) {
            assertThat(accounts.hasNext()).isFalse();
        }
    }

    @Test
    void shouldBookAnEventWithoutAKeyOnceWhereverItsCopiesCame() {
        // Given
        books.publishCost(Instant.EPOCH);

        // When
        books.sendWithoutKey(event("a"));
        books.sendWithoutKey(event("a"));
        books.sendWithoutKey(event("bad").setTeam(""));

        // Then
        IntakeCount count = last(books.intake);
        assertThat(count.getHandedOn()).isEqualTo(2);
        assertThat(count.getKeyless()).isEqualTo(2);
        assertThat(count.getBooked()).isEqualTo(1);
        assertThat(count.getDuplicate()).isEqualTo(1);
        assertThat(count.getRejected()).isEqualTo(1);
        assertThat(count.getIn()).isEqualTo(3);
        assertThat(count.getNextOffset()).isEqualTo(3);
        assertThat(count.getKeylessNextOffset()).isEqualTo(2);
        assertThat(books.journal.readValuesToList()).hasSize(1);
        assertThat(books.output(books.topics.keyless()).readKeyValuesToList().get(0).key)
                .isEqualTo("gateway\0a".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldRefuseAnEventWithWhichTheSumsOfItsMinuteWouldOverflow() {
        // Given
        books.publishSite();
        books.publishCost(BooksFixture.revision("absurd", Instant.EPOCH, 1e3));

        // When
        for (int i = 0; i < 6; i++) {
            books.send(event("e" + i).setOutputTokens(1_000_000_000));
        }

        // Then: 1e9 tokens at 4e9 µJ each at most are 4e18, and a long ends at 9.2e18
        IntakeCount count = last(books.intake);
        assertThat(count.getBooked()).isEqualTo(2);
        assertThat(count.getRejectedByReason()).isEqualTo(Map.of("OVERFLOW", 4L));
        assertThat(books.output(books.topics.rejected()).readValue().getReason())
                .isEqualTo(RejectReason.OVERFLOW);
    }

    @Test
    void shouldIgnoreARowWhoseRevisionHasNoNameThatCanStandInTheBooks() {
        // Given
        books.publishCost(Instant.EPOCH);

        // When
        books.publishCost(BooksFixture.revision("n".repeat(70_000), Instant.EPOCH, 2));
        books.send(event("a"));

        // Then
        assertThat(books.journal.readValue().getCostRevision()).isEqualTo("r1");
        assertThat(books.tables.costs().ignoredRows()).isEqualTo(1);
    }

    @Test
    void shouldPriceWhatWaitedByACostSinceEver() {
        // Given
        books.send(event("a"));

        // When
        books.publishCost(BooksFixture.revision("ever", Instant.parse("0001-01-01T00:00:00Z"), 1));
        books.driver.advanceWallClockTime(Duration.ofSeconds(2));

        // Then
        assertThat(last(books.intake).getLatePriced()).isEqualTo(1);
    }

    @Test
    void shouldCompareEstimatesWithExactlyTheEnergyTheyStandBeside() {
        // Given: measured before there is an estimate, and after
        books.send(event("a").setMeasuredEnergyMicrojoules(50_000_000L));
        assertThat(last(books.running).getComparedEnergyMicrojoules()).isZero();

        // When
        books.publishCost(Instant.EPOCH);
        books.driver.advanceWallClockTime(Duration.ofSeconds(2));

        // Then
        FootprintTotal total = last(books.running);
        assertThat(total.getMeasuredEnergyMicrojoules()).isEqualTo(50_000_000L);
        assertThat(total.getComparedEnergyMicrojoules()).isEqualTo(50_000_000L);
        assertThat(total.getMeasuredEstimateMicrojoules().getCentral()).isEqualTo(45_000_000L);
    }

    @Test
    void shouldKeepARefusedRecordThatIsTooLargeAsFarAsItFits() {
        // Given
        byte[] key = new byte[2 << 20];
        byte[] poison = "not avro".getBytes(StandardCharsets.UTF_8);

        // When
        books.events.pipeInput(key, poison);

        // Then
        var rejected = books.output(books.topics.rejected()).readKeyValue();
        assertThat(rejected.key).isNull();
        assertThat(rejected.value.getKey()).isNull();
        assertThat(rejected.value.getValue()).isEqualTo(ByteBuffer.wrap(poison));
        assertThat(rejected.value.getDetail()).contains("the start of the value is kept");
    }

    @Test
    void shouldPassOverWhatIsNoEntryInTheJournal() {
        // Given: a stranger's record
        books.driver
                .createInputTopic(books.topics.journal().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput("team", new byte[] {1, 2, 3});

        // When
        books.publishCost(Instant.EPOCH);
        books.send(event("a"));

        // Then
        assertThat(last(books.running).getRequests()).isEqualTo(1);
    }

    @Test
    void shouldGoOnWhenATotalLeavesTheRangeOfALong() {
        // Given: an event of 4e18 µJ at most, of which two fit into a total
        books.publishCost(BooksFixture.revision("absurd", Instant.EPOCH, 1e3));
        books.publishSite();

        // When: each in a minute of its own
        for (int i = 0; i < 3; i++) {
            books.send(event("e" + i).setOutputTokens(1_000_000_000).setOccurredAt(NOW.minusSeconds(60L * i)));
        }

        // Then
        assertThat(books.journal.readValuesToList()).hasSize(3);
        FootprintTotal running = last(books.running);
        assertThat(running.getRequests()).as("begins again").isEqualTo(1);
        assertThat(running.getEnergyMicrojoules().getHigh()).isEqualTo(4_000_000_050_000_000_000L);
        List<FootprintTotal> hours = books.output(books.topics.hours()).readValuesToList();
        assertThat(hours.get(hours.size() - 1).getEnergyMicrojoules().getHigh())
                .as("never a wrong number")
                .isPositive();
    }

    private static <V> V last(TestOutputTopic<?, V> topic) {
        List<V> values = topic.readValuesToList();
        return values.get(values.size() - 1);
    }

    @Test
    void shouldSayWhenTheCostTableHasARowButNotForThatTime() {
        // Given
        books.publishCost(NOW.plusSeconds(60));

        // When
        books.send(event("a"));

        // Then
        assertThat(books.journal.readValue().getUnpricedReason()).isEqualTo(UnpricedReason.NO_COST_AT_TIME);
    }

    @Test
    void shouldBookEnergyWhereTheRegionHasNoFactors() {
        // Given
        books.publishCost(Instant.EPOCH);

        // When
        books.send(event("a"));

        // Then
        FootprintEntry entry = books.journal.readValue();
        assertThat(entry.getEnergyMicrojoules().getCentral()).isEqualTo(45_000_000L);
        assertThat(entry.getWaterMicrolitres()).isNull();
        assertThat(entry.getUnpricedReason()).isEqualTo(UnpricedReason.NO_SITE_FACTORS);
        assertThat(books.intake.readValue().getBooked()).isEqualTo(1);
        assertThat(books.running.readValue().getUnsitedRequests()).isEqualTo(1);
    }

    @Test
    void shouldBookMeasuredEnergyAndKeepTheEstimateBesideIt() {
        // Given
        books.publishCost(Instant.EPOCH);

        // When
        books.send(event("a").setMeasuredEnergyMicrojoules(50_000_000L));

        // Then
        FootprintEntry entry = books.journal.readValue();
        assertThat(entry.getMeasured()).isTrue();
        assertThat(entry.getEnergyMicrojoules()).isEqualTo(new Range(50_000_000L, 50_000_000L, 50_000_000L));
        assertThat(entry.getEstimatedEnergyMicrojoules().getCentral()).isEqualTo(45_000_000L);
        assertThat(books.running.readValue().getMeasuredEnergyMicrojoules()).isEqualTo(50_000_000L);
    }

    @Test
    void shouldCountAnEventThatComesAgainAndNotBookIt() {
        // Given
        books.publishCost(Instant.EPOCH);

        // When
        books.send(event("a"));
        books.send(event("a"));
        books.send(event("a").setSource("another gateway"));

        // Then
        IntakeCount count = books.intake.readValuesToList().get(2);
        assertThat(count.getIn()).isEqualTo(3);
        assertThat(count.getBooked()).isEqualTo(2);
        assertThat(count.getDuplicate()).isEqualTo(1);
        assertThat(books.journal.readValuesToList()).hasSize(2);
    }

    @Test
    void shouldForgetAnEventAfterTheHorizon() {
        // When
        books.send(event("a"));
        books.driver.advanceWallClockTime(Duration.ofMinutes(75));
        books.events.advanceTime(Duration.ofMinutes(75));
        books.send(event("a"));

        // Then
        assertThat(books.intake.readValuesToList().get(1).getDuplicate()).isZero();
        try (var chunks = books.driver
                .<DedupChunks.Key, byte[]>getKeyValueStore(Names.DEDUP_STORE)
                .all()) {
            chunks.next();
            assertThat(chunks.hasNext()).as("the expired chunk is deleted").isFalse();
        }
    }

    @Test
    void shouldKeepWhatItRefusesWithBytesHeadersAndReason() {
        // Given
        byte[] key = "key".getBytes(StandardCharsets.UTF_8);
        byte[] poison = "not avro".getBytes(StandardCharsets.UTF_8);
        var headers = new RecordHeaders().add("trace", new byte[] {1});

        // When
        books.events.pipeInput(new TestRecord<>(key, poison, headers, NOW));
        books.events.pipeInput(new TestRecord<>(key, null, new RecordHeaders(), NOW));
        books.send(event("a").setOutputTokens(-1));
        books.send(event("b").setTeam(" "));
        books.send(event("c").setCachedInputTokens(101));
        books.send(event("d").setOccurredAt(NOW.plus(11, ChronoUnit.MINUTES)));
        books.send(event("e").setOccurredAt(Instant.parse("2019-12-31T23:59:59Z")));
        books.send(event("f").setRegion("x".repeat(257)));
        books.events.pipeInput(key, new byte[] {0, 0, 0, 3, -25, 1});

        // Then
        var rejected = books.output(books.topics.rejected()).readKeyValuesToList();
        assertThat(rejected.stream().map(record -> record.value.getReason()))
                .containsExactly(
                        RejectReason.UNDECODABLE,
                        RejectReason.EMPTY,
                        RejectReason.BAD_COUNT,
                        RejectReason.MISSING_FIELD,
                        RejectReason.BAD_COUNT,
                        RejectReason.IN_THE_FUTURE,
                        RejectReason.TOO_EARLY,
                        RejectReason.FIELD_TOO_LONG,
                        RejectReason.UNKNOWN_SCHEMA);
        RejectedEvent first = rejected.get(0).value;
        assertThat(rejected.get(0).key).isEqualTo(key);
        assertThat(first.getValue()).isEqualTo(ByteBuffer.wrap(poison));
        assertThat(first.getHeaders().get(0).getKey()).isEqualTo("trace");
        assertThat(first.getHeaders().get(0).getValue()).isEqualTo(ByteBuffer.wrap(new byte[] {1}));
        assertThat(first.getOffset()).isZero();
        IntakeCount count = books.intake.readValuesToList().get(8);
        assertThat(count.getRejected()).isEqualTo(9);
        assertThat(count.getIn()).isEqualTo(9);
        assertThat(count.getRejectedByReason()).containsEntry("BAD_COUNT", 2L);
        assertThat(books.journal.isEmpty()).isTrue();
    }

    @Test
    void shouldGoOnFromItsStoresWhenItIsInitialisedAgain() {
        // Given
        books.publishCost(Instant.EPOCH);
        books.send(event("a"));
        books.journal.readValue();

        // When: what a revived task does
        IntakeCount before = books.intake.readValue();
        books.send(event("a"));
        books.send(event("b"));

        // Then
        List<IntakeCount> after = books.intake.readValuesToList();
        assertThat(after.get(1).getBooked()).isEqualTo(before.getBooked() + 1);
        assertThat(after.get(1).getDuplicate()).isEqualTo(1);
    }

    @Test
    void shouldIgnoreABadRowAndKeepTheOneBefore() {
        // Given
        books.publishCost(Instant.EPOCH);
        books.driver
                .createInputTopic(books.topics.costs().name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(Records.costKey(BooksFixture.MODEL, BooksFixture.GPU), new byte[] {1, 2, 3});

        // When
        books.send(event("a"));

        // Then
        assertThat(books.journal.readValue().getCostRevision()).isEqualTo("r1");
    }

    private static Map<Instant, Long> requests(Map<FootprintKey, FootprintTotal> totals) {
        return totals.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        entry -> entry.getKey().getWindowStart(),
                        entry -> entry.getValue().getRequests()));
    }
}
