package io.wattledger.topology;

import io.wattledger.ledger.Revision;
import io.wattledger.ledger.Timeline;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic of rows into its {@link GlobalTable}. A row that cannot be read, or that physics refuses, is reported and
 * leaves what was known in force: one bad row must not stop the books. A registry that stays out of reach stops the instance,
 * since prices that were missed could not be told from prices that never were.
 */
final class GlobalTableUpdate<V extends SpecificRecord, R extends Revision>
        implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(GlobalTableUpdate.class);

    private final String tableName;
    private final PatientDecoder<V> decoder;
    private final Function<V, List<R>> revisions;
    private final TableStatus status;

    private ProcessorContext<Void, Void> context;
    private GlobalTable<R> table;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before all else.
    GlobalTableUpdate(String tableName, PatientDecoder<V> decoder, Function<V, List<R>> revisions, TableStatus status) {
        this.tableName = tableName;
        this.decoder = decoder;
        this.revisions = revisions;
        this.status = status;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        this.table = context.getStateStore(tableName);
    }

    @Override
    public void process(Record<String, byte[]> row) {
        Position at = Positions.of(context);
        if (row.key() == null) {
            ignore("without a key", at, "a row needs a key");
        } else if (row.value() == null) {
            table.get(row.key())
                    .ifPresent(before -> table.put(row.key(), before.endedAt(row.timestamp()), at.offset()));
        } else {
            read(row, at);
        }
        table.readUpTo(at.offset() + 1);
        status.rows(table.size());
        status.readUpTo(table.nextOffset());
    }

    private void read(Record<String, byte[]> row, Position at) {
        try {
            merge(row.key(), revisions.apply(decoder.decode(row.value(), at)), at);
        } catch (DecodeException e) {
            if (PatientDecoder.isOutage(e)) {
                throw e;
            }
            ignore(row.key(), at, e.getMessage());
        } catch (IllegalArgumentException e) {
            ignore(row.key(), at, e.getMessage());
        }
    }

    private void merge(String key, List<R> row, Position at) {
        Timeline<R> before = before(key);
        List<String> contradicted = before.contradictedBy(row);
        if (!contradicted.isEmpty()) {
            status.contradicted(contradicted.size());
            LOG.warn(
                    "{}: row {} at {} changes the figures of {}; what it booked is re-rated. A new name would show both",
                    tableName,
                    key,
                    at,
                    contradicted);
        }
        Timeline<R> now = before.with(row);
        List<String> overlaps = new ArrayList<>(now.overlaps());
        overlaps.removeAll(before.overlaps());
        if (!overlaps.isEmpty()) {
            status.overlapped(overlaps.size());
            LOG.warn(
                    "{}: in row {} at {} revisions overlap: {}. The one that begins later is in force, and of two that begin"
                            + " together the one that was published later",
                    tableName,
                    key,
                    at,
                    overlaps);
        }
        table.put(key, now, at.offset());
    }

    private Timeline<R> before(String key) {
        return table.get(key).orElse(Timeline.empty());
    }

    private void ignore(String key, Position at, @Nullable String why) {
        status.ignored();
        LOG.error("{}: row {} at {} is ignored, what was known stays in force: {}", tableName, key, at, why);
    }
}
