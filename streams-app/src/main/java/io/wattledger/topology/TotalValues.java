package io.wattledger.topology;

import io.wattledger.schemas.Topic;
import io.wattledger.v1.FootprintTotal;
import org.jspecify.annotations.Nullable;

/** Values of a topic of totals. The same bytes go to the store and to the topic. */
final class TotalValues {

    private final Topic<?, FootprintTotal> topic;
    private final byte[] header;
    private final AvroBytes out = new AvroBytes();

    TotalValues(Topic<?, FootprintTotal> topic) {
        this.topic = topic;
        FootprintTotal any = FootprintTotal.newBuilder().build();
        this.header = AvroBytes.header(topic.value().serializer().serialize(topic.name(), any));
    }

    byte[] bytes(Tally sum) {
        out.write(header);
        sum.write(out);
        return out.written();
    }

    /** The total in the bytes, an empty one if there are none. */
    Tally tally(byte @Nullable [] bytes) {
        Tally sum = new Tally();
        if (bytes == null) {
            return sum;
        }
        if (AvroBytes.begins(bytes, header)) {
            sum.read(AvroBytes.read(bytes));
        } else {
            // Of an earlier version, with a schema of its own.
            sum.set(topic.value().deserializer().deserialize(topic.name(), bytes));
        }
        return sum;
    }
}
