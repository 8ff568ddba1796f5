package io.wattledger.topology;

import io.wattledger.ledger.Revision;
import io.wattledger.ledger.Timeline;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Position;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a compacted topic into its {@link GlobalTable}. A row that cannot be read, or that physics refuses, is reported and
 * leaves the row before it in force: one bad row must not stop the books. A registry that stays out of reach stops the instance,
 * since prices that were missed could not be told from prices that never were.
 */
final class GlobalTableUpdate<V extends SpecificRecord, R extends Revision>
        implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(GlobalTableUpdate.class);

    private final String tableName;
    private final PatientDecoder<V> decoder;
    private final Function<V, List<R>> revisions;

    private ProcessorContext<Void, Void> context;
    private GlobalTable<R> table;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before all else.
    GlobalTableUpdate(String tableName, PatientDecoder<V> decoder, Function<V, List<R>> revisions) {
        this.tableName = tableName;
        this.decoder = decoder;
        this.revisions = revisions;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        this.table = context.getStateStore(tableName);
    }

    @Override
    public void process(Record<String, byte[]> row) {
        if (row.value() == null) {
            table.remove(row.key());
            return;
        }
        Position at = Positions.of(context);
        try {
            table.put(row.key(), new Timeline<>(revisions.apply(decoder.decode(row.value(), at))));
        } catch (DecodeException e) {
            if (PatientDecoder.isOutage(e)) {
                throw e;
            }
            ignore(row.key(), at, e);
        } catch (IllegalArgumentException e) {
            ignore(row.key(), at, e);
        }
    }

    private void ignore(String key, Position at, RuntimeException e) {
        LOG.error(
                "{}: row {} at {} is ignored, the row before it stays in force: {}",
                tableName,
                key,
                at,
                e.getMessage());
    }
}
