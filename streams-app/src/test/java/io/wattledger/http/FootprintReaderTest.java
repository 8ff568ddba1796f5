package io.wattledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.access.Role;
import io.wattledger.access.Viewer;
import io.wattledger.books.Books;
import io.wattledger.books.BudgetMonth;
import io.wattledger.books.LiveBooks;
import io.wattledger.books.OwnBooks;
import io.wattledger.books.Published;
import io.wattledger.books.WindowedBooks;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Usage;
import io.wattledger.ledger.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One request in each minute of ten days, as windows of a minute, an hour and a day. */
class FootprintReaderTest {

    private static final Instant NOW = Instant.parse("2026-11-11T00:00:00Z");
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

    private final EveryMinute books = new EveryMinute();
    private final FootprintReader reader = new FootprintReader(books, () -> Books.NONE);

    private FootprintReader.Found read(String query) throws Exception {
        return reader.read(query(query), NOW);
    }

    private static FootprintQuery query(String query) throws BadQuery {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String each : query.split("&", -1)) {
            int equals = each.indexOf('=');
            parameters
                    .computeIfAbsent(each.substring(0, equals), name -> new ArrayList<>())
                    .add(each.substring(equals + 1));
        }
        return FootprintQuery.of(Parameters.of(parameters, parameters.keySet()), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-03T00:00:00Z, 2026-11-05T00:00:00Z, 2880, 1d",
        "2026-11-03T05:00:00Z, 2026-11-05T00:00:00Z, 2580, 1d 1h",
        "2026-11-03T05:17:00Z, 2026-11-05T03:01:00Z, 2744, 1d 1h 1m",
        "2026-11-03T05:17:00Z, 2026-11-03T05:19:00Z, 2, 1d 1h 1m",
        "2026-11-03T23:59:00Z, 2026-11-04T00:01:00Z, 2, 1d 1h 1m",
        "2026-11-03T05:17:10Z, 2026-11-03T05:19:50Z, 3, 1d 1h 1m",
    })
    void shouldCountEachMinuteOfAPeriodOnce(String from, String to, long requests, String windows) throws Exception {
        FootprintReader.Found found = read("from=" + from + "&to=" + to);
        assertThat(found.rows()).hasSize(1);
        assertThat(found.rows().values().iterator().next().usage().requests()).isEqualTo(requests);
        assertThat(found.knownFrom()).isLessThanOrEqualTo(Instant.parse(from).toEpochMilli());
        assertThat(books.asked).containsExactlyInAnyOrder(windows.split(" ", -1));
    }

    @Test
    void shouldMakeARowOfEachStep() throws Exception {
        FootprintReader.Found found = read("step=6h&from=2026-11-03T05:00:00Z&to=2026-11-04T00:00:00Z");
        assertThat(found.rows().keySet().stream()
                        .map(group -> Instant.ofEpochMilli(group.start()).toString())
                        .sorted())
                .containsExactly(
                        "2026-11-03T00:00:00Z", "2026-11-03T06:00:00Z", "2026-11-03T12:00:00Z", "2026-11-03T18:00:00Z");
        assertThat(found.rows().values()).allMatch(total -> total.usage().requests() == 360);
        assertThat(books.asked).containsExactly("1h");
    }

    @Test
    void shouldLookIntoMemoryFirstAndIntoTopicsForWhatIsOlder() throws Exception {
        read("step=1m&from=-50m");
        read("step=1h&from=-23h");
        read("step=1d&from=-9d");
        assertThat(books.stored).isEmpty();
        read("step=1m&from=-2h");
        assertThat(books.stored).containsExactly("1m");
    }

    @Test
    void shouldSayFromWhenOnNothingIsMissing() throws Exception {
        books.hoursKnownFrom = Instant.parse("2026-11-03T10:00:00Z");
        FootprintReader.Found found = read("from=2026-11-03T05:00:00Z&to=2026-11-05T00:00:00Z");
        assertThat(Instant.ofEpochMilli(found.knownFrom())).isEqualTo(books.hoursKnownFrom);
        assertThat(found.rows().values().iterator().next().usage().requests()).isEqualTo(38 * 60);
        assertThat(Instant.ofEpochMilli(read("from=2026-11-03T00:00:00Z&to=2026-11-05T00:00:00Z")
                        .knownFrom()))
                .as("whole days need no hours")
                .isEqualTo(Instant.parse("2026-11-03T00:00:00Z"));
    }

    @Test
    void shouldNarrowAQuestionToTheTeamsOfWhoeverAsks() throws Exception {
        Viewer one = new Viewer("one", Role.READER, Optional.of(Set.of("a")));
        FootprintQuery narrowed = query("by=team&step=1h").within(one);
        assertThat(reader.read(narrowed, NOW).rows().keySet())
                .allMatch(group -> group.values().equals(List.of("a")));
        assertThatThrownBy(() -> query("team=b").within(one)).isInstanceOf(ForbiddenException.class);
        assertThatThrownBy(() -> query("team=a&team=b").within(one)).isInstanceOf(ForbiddenException.class);
        Viewer none = new Viewer("none", Role.READER, Optional.of(Set.of()));
        assertThat(reader.read(query("by=team&step=1h").within(none), NOW).rows())
                .isEmpty();
    }

    /** Team a has the even minutes, team b the others. */
    private static final class EveryMinute implements LiveBooks {
        private final List<String> asked = new ArrayList<>();
        private final List<String> stored = new ArrayList<>();
        private Instant hoursKnownFrom = Instant.EPOCH;

        @Override
        public WindowedBooks windows(Window length, long from, long to) {
            note(asked, length);
            long known = length == Window.HOUR ? hoursKnownFrom.toEpochMilli() : 0;
            List<WindowedBooks.Row> rows = new ArrayList<>();
            long step = length.length().toMillis();
            for (long start = length.start(Math.max(from, BEGIN.toEpochMilli()) + step - 1);
                    start < Math.min(to, NOW.toEpochMilli());
                    start += step) {
                long minutes = step / Window.MINUTE.length().toMillis();
                long odd = minutes == 1 ? (start / step) % 2 : minutes / 2;
                if (start >= known) {
                    rows.add(new WindowedBooks.Row(start, dimensions("a"), total(minutes - odd)));
                    rows.add(new WindowedBooks.Row(start, dimensions("b"), total(odd)));
                }
            }
            return new WindowedBooks(known, rows);
        }

        private static void note(List<String> to, Window length) {
            if (!to.contains(length.label())) {
                to.add(length.label());
            }
        }

        private static Dimensions dimensions(String team) {
            return new Dimensions(team, Optional.empty(), "m", "g", "r");
        }

        private static Total total(long requests) {
            return new Total(
                    new Usage(requests, 0, 0, 0, 0, 0, 0),
                    0,
                    0,
                    Footprint.UNKNOWN,
                    Amount.zero(),
                    0,
                    Footprint.UNKNOWN);
        }

        @Override
        public WindowedBooks stored(Window length, long from, long to) {
            note(stored, length);
            return windows(length, from, to);
        }

        @Override
        public WindowedBooks ownWindows(Window length, long from, long to) {
            return windows(length, from, to);
        }

        @Override
        public Books all() {
            return Books.NONE;
        }

        @Override
        public Optional<OwnBooks> own() {
            return Optional.empty();
        }

        @Override
        public Optional<List<OwnBooks.Lag>> lags() {
            return Optional.of(List.of());
        }

        @Override
        public List<BudgetMonth> months() {
            return List.of();
        }

        @Override
        public Published published() {
            throw new UnsupportedOperationException("no tables");
        }
    }
}
