package io.wattledger.standalone.report;

import io.wattledger.app.App;
import io.wattledger.schemas.Topic;
import io.wattledger.standalone.kafka.Connection;
import io.wattledger.standalone.kafka.TopicScan;
import io.wattledger.topology.Records;
import io.wattledger.v1.FootprintEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AclOperation;

/** Reads the journal: more records than totals have, but each with what priced it and when it was written. */
final class JournalSource implements Source {

    /** Clocks of brokers and applications may differ by this much. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private final Connection connection;
    private final Map<String, SortedMap<Integer, Long>> until;

    /** @param until offsets at which to end, by topic and partition: what an earlier report was made from */
    JournalSource(Connection connection, Map<String, SortedMap<Integer, Long>> until) {
        this.connection = connection;
        this.until = until;
    }

    @Override
    public State read(NavigableSet<Long> cuts, Consumer<Line> lines) throws ReportException, InterruptedException {
        Topic<String, FootprintEntry> journal = connection.topics().journal();
        connection.requireTopic(journal.name(), AclOperation.READ);
        // Usage is written when it has happened, or as much earlier as clocks of gateways may be ahead.
        Instant from = Instant.ofEpochMilli(cuts.first())
                .minus(connection.config().booking().maxSkew())
                .minus(CLOCKS);
        TopicScan.Extent extent = connection
                .scan()
                .topics(Map.of(journal.name(), Optional.of(from)), Offsets.partitions(until), record -> {
                    FootprintEntry entry = journal.value().deserializer().deserialize(journal.name(), record.value());
                    long start = entry.getWindowStart().toEpochMilli();
                    if (cuts.first() <= start && start < cuts.last()) {
                        lines.accept(line(entry, record));
                    }
                });
        if (!extent.forgotten().isEmpty()) {
            requireKept(from);
        }
        return State.of("journal", Offsets.of(extent), Instant.now(), App.version());
    }

    private static Line line(FootprintEntry entry, ConsumerRecord<byte[], byte[]> record) {
        Pricing pricing = new Pricing(
                Optional.ofNullable(entry.getCostRevision()),
                Optional.ofNullable(entry.getSiteRevision()),
                entry.getMeasured(),
                Optional.ofNullable(entry.getUnpricedReason()).map(Enum::name),
                Instant.ofEpochMilli(record.timestamp()));
        return new Line(
                entry.getWindowStart().toEpochMilli(),
                Records.dimensions(entry),
                Optional.of(pricing),
                Records.total(entry));
    }

    private void requireKept(Instant from) throws ReportException, InterruptedException {
        String journal = connection.topics().journal().name();
        Optional<Duration> kept = connection.retention(journal);
        if (kept.isPresent() && from.isBefore(Instant.now().minus(kept.get()))) {
            throw new ReportException(
                    "topic %s keeps entries for %d days only, so it does not hold all of the period; ask for a later one, or read totals with --source totals"
                            .formatted(journal, kept.get().toDays()));
        }
    }
}
