package io.wattledger.bench.flink;

import io.wattledger.bench.contender.WindowKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Key of a window. */
final class WindowKeyType extends PlainType<WindowKey> {

    static final WindowKeyType INSTANCE = new WindowKeyType();

    private static final long serialVersionUID = 1;

    private WindowKeyType() {
        super(WindowKey.class, new Wire());
    }

    /** Public, as everything that a checkpoint names. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowKey> {

        public Snapshot() {
            super(Wire::new);
        }
    }

    private static final class Wire extends PlainSerializer<WindowKey> {

        private static final long serialVersionUID = 1;

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public WindowKey copy(WindowKey from) {
            return from;
        }

        @Override
        void write(WindowKey value, DataOutput out) throws IOException {
            value.writeTo(out);
        }

        @Override
        WindowKey read(DataInput in) throws IOException {
            return WindowKey.readFrom(in);
        }

        @Override
        public TypeSerializerSnapshot<WindowKey> snapshotConfiguration() {
            return new Snapshot();
        }
    }
}
