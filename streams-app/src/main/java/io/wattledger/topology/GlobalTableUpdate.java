package io.wattledger.topology;

import io.wattledger.ledger.Revision;
import io.wattledger.ledger.Timeline;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.Position;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a compacted topic into its {@link GlobalTable}. A row that cannot be read, or that physics refuses, is reported and
 * leaves the row before it in force: one bad row must not stop the books.
 */
final class GlobalTableUpdate<V extends SpecificRecord, R extends Revision>
        implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(GlobalTableUpdate.class);

    private final String tableName;
    private final AvroCodec<V> codec;
    private final Function<V, List<R>> revisions;

    private ProcessorContext<Void, Void> context;
    private GlobalTable<R> table;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before all else.
    GlobalTableUpdate(String tableName, AvroCodec<V> codec, Function<V, List<R>> revisions) {
        this.tableName = tableName;
        this.codec = codec;
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
            table.put(row.key(), new Timeline<>(revisions.apply(codec.decode(row.value(), at))));
        } catch (SerializationException | IllegalArgumentException e) {
            LOG.error(
                    "{}: row {} at {} is ignored, the row before it stays in force: {}",
                    tableName,
                    row.key(),
                    at,
                    e.getMessage());
        }
    }
}
