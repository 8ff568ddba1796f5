package io.wattledger.standalone.report;

import io.wattledger.app.App;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Tiles;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Window;
import io.wattledger.schemas.Topic;
import io.wattledger.standalone.kafka.Connection;
import io.wattledger.standalone.kafka.TopicScan;
import io.wattledger.topology.Records;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.utils.Bytes;

/** Reads the topics of totals: as few records as there are, and the last of each key counts. */
final class TotalsSource implements Source {

    /** What is younger may still be on its way from one topic to the next. */
    private static final Duration SETTLED = Duration.ofHours(1);

    private static final int ATTEMPTS = 3;

    private final Connection connection;
    private final Map<Window, Topic<FootprintKey, FootprintTotal>> topics = new EnumMap<>(Window.class);

    TotalsSource(Connection connection) {
        this.connection = connection;
        topics.put(Window.MINUTE, connection.topics().minutes());
        topics.put(Window.HOUR, connection.topics().hours());
        topics.put(Window.DAY, connection.topics().days());
    }

    /** A window that is cut, and smaller ones must make up. */
    private record Whole(Window window, long start, Dimensions dimensions) {}

    @Override
    public State read(NavigableSet<Long> cuts, Consumer<Line> lines) throws ReportException, InterruptedException {
        Tiles tiles = new Tiles(cuts);
        for (Window window : tiles.needed()) {
            connection.requireTopic(topic(window).name(), AclOperation.READ);
        }
        for (int attempt = 1; ; attempt++) {
            Reading reading = new Reading(tiles);
            TopicScan.Extent extent = reading.read();
            Optional<Whole> gap = reading.gap(Instant.now().minus(SETTLED).toEpochMilli());
            if (gap.isEmpty()) {
                reading.lines(lines);
                return State.of("totals", Offsets.of(extent), Instant.now(), App.version());
            }
            if (attempt == ATTEMPTS) {
                throw missing(gap.get());
            }
        }
    }

    private static ReportException missing(Whole whole) {
        boolean day = whole.window() == Window.DAY;
        return new ReportException(
                "the %s of %s do not add up to it: they are older than totals.%s-retention keeps them. Ask for a period of whole %s in UTC, or read the journal with --source journal"
                        .formatted(
                                day ? "hours of the day" : "minutes of the hour",
                                Instant.ofEpochMilli(whole.start()),
                                day ? "hour" : "minute",
                                day ? "days" : "hours"));
    }

    private Topic<FootprintKey, FootprintTotal> topic(Window window) {
        return Objects.requireNonNull(topics.get(window));
    }

    /** A total as its record has it: many are read for each one that counts. */
    private static final class Last {
        private final long start;
        private final Dimensions dimensions;
        private final byte[] value;

        Last(long start, Dimensions dimensions, byte[] value) {
            this.start = start;
            this.dimensions = dimensions;
            this.value = value;
        }
    }

    /** One reading of the topics. */
    private final class Reading {
        private final Tiles tiles;
        private final Map<String, Window> windows = new HashMap<>();
        private final Map<Window, Map<Bytes, Last>> used = new EnumMap<>(Window.class);
        private final Map<Window, Map<Bytes, Last>> cut = new EnumMap<>(Window.class);

        Reading(Tiles tiles) {
            this.tiles = tiles;
            tiles.needed().forEach(window -> {
                windows.put(topic(window).name(), window);
                used.put(window, new HashMap<>());
                cut.put(window, new HashMap<>());
            });
        }

        TopicScan.Extent read() {
            Map<String, Optional<Instant>> from = new HashMap<>();
            windows.forEach((topic, window) ->
                    // Records of windows bear the start of their window as their time.
                    from.put(topic, Optional.of(Instant.ofEpochMilli(tiles.firstOf(window)))));
            return connection.scan().topics(from, Map.of(), this::take);
        }

        private void take(ConsumerRecord<byte[], byte[]> record) {
            Window window = Objects.requireNonNull(windows.get(record.topic()));
            long start = record.timestamp();
            boolean isUsed = tiles.uses(window, start) || besideCut(window, start);
            boolean isCut = tiles.cut(window, start);
            if (!isUsed && !isCut) {
                return;
            }
            Map<Bytes, Last> rows = Objects.requireNonNull((isCut ? cut : used).get(window));
            Bytes key = Bytes.wrap(record.key());
            if (record.value() == null) {
                rows.remove(key);
                return;
            }
            Last known = rows.get(key);
            Dimensions dimensions = known == null ? dimensions(window, record) : known.dimensions;
            rows.put(key, new Last(start, dimensions, record.value()));
        }

        /** Whether it is a part of a cut window, in the period or not: all parts together must be the whole. */
        private boolean besideCut(Window window, long start) {
            return Tiles.larger(window)
                    .filter(next -> tiles.cut(next, next.start(start)))
                    .isPresent();
        }

        private Dimensions dimensions(Window window, ConsumerRecord<byte[], byte[]> record) {
            Topic<FootprintKey, FootprintTotal> topic = topic(window);
            return Records.dimensions(topic.key().deserializer().deserialize(topic.name(), record.key()));
        }

        private Total total(Window window, Last row) {
            Topic<FootprintKey, FootprintTotal> topic = topic(window);
            return Records.total(topic.value().deserializer().deserialize(topic.name(), row.value));
        }

        /** A cut window that ended before the time, and whose parts are not all there any more. */
        Optional<Whole> gap(long settled) {
            for (Window window : List.of(Window.DAY, Window.HOUR)) {
                Map<Whole, Long> requests = new HashMap<>();
                cut.getOrDefault(window, Map.of()).values().stream()
                        .filter(row -> row.start + window.length().toMillis() <= settled)
                        .forEach(row -> requests.merge(
                                new Whole(window, row.start, row.dimensions),
                                total(window, row).usage().requests(),
                                Long::sum));
                Window part = window == Window.DAY ? Window.HOUR : Window.MINUTE;
                for (Map<Bytes, Last> rows : List.of(rows(used, part), rows(cut, part))) {
                    rows.values()
                            .forEach(row -> requests.computeIfPresent(
                                    new Whole(window, window.start(row.start), row.dimensions),
                                    (whole, left) ->
                                            left - total(part, row).usage().requests()));
                }
                Optional<Whole> gap = requests.entrySet().stream()
                        .filter(each -> each.getValue() != 0)
                        .map(Map.Entry::getKey)
                        .findFirst();
                if (gap.isPresent()) {
                    return gap;
                }
            }
            return Optional.empty();
        }

        private static Map<Bytes, Last> rows(Map<Window, Map<Bytes, Last>> of, Window window) {
            return of.getOrDefault(window, Map.of());
        }

        void lines(Consumer<Line> lines) {
            used.forEach((window, rows) -> rows.values().stream()
                    .filter(row -> tiles.uses(window, row.start))
                    .forEach(row ->
                            lines.accept(new Line(row.start, row.dimensions, Optional.empty(), total(window, row)))));
        }
    }
}
