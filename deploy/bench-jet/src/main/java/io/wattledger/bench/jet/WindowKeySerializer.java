package io.wattledger.bench.jet;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.wattledger.bench.contender.WindowKey;
import java.io.IOException;

/** For snapshots. */
final class WindowKeySerializer implements StreamSerializer<WindowKey> {

    private static final int TYPE_ID = 1;

    @Override
    public int getTypeId() {
        return TYPE_ID;
    }

    @Override
    public void write(ObjectDataOutput out, WindowKey value) throws IOException {
        value.writeTo(out);
    }

    @Override
    public WindowKey read(ObjectDataInput in) throws IOException {
        return WindowKey.readFrom(in);
    }
}
