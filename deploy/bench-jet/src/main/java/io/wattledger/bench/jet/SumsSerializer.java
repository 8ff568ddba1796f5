package io.wattledger.bench.jet;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.wattledger.bench.contender.Sums;
import java.io.IOException;

/** For snapshots. */
final class SumsSerializer implements StreamSerializer<Sums> {

    private static final int TYPE_ID = 2;

    @Override
    public int getTypeId() {
        return TYPE_ID;
    }

    @Override
    public void write(ObjectDataOutput out, Sums value) throws IOException {
        value.writeTo(out);
    }

    @Override
    public Sums read(ObjectDataInput in) throws IOException {
        return Sums.readFrom(in);
    }
}
