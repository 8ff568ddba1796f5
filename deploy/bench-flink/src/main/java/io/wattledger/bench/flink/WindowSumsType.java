package io.wattledger.bench.flink;

import io.wattledger.bench.contender.Sums;
import io.wattledger.bench.contender.WindowKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Key and sums of a window. */
final class WindowSumsType extends PlainType<WindowSums> {

    static final WindowSumsType INSTANCE = new WindowSumsType();

    private static final long serialVersionUID = 1;

    private WindowSumsType() {
        super(WindowSums.class, new Wire());
    }

    /** Public, as everything that a checkpoint names. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowSums> {

        public Snapshot() {
            super(Wire::new);
        }
    }

    private static final class Wire extends PlainSerializer<WindowSums> {

        private static final long serialVersionUID = 1;

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public WindowSums copy(WindowSums from) {
            return new WindowSums(from.key(), from.sums().copy());
        }

        @Override
        void write(WindowSums value, DataOutput out) throws IOException {
            value.key().writeTo(out);
            value.sums().writeTo(out);
        }

        @Override
        WindowSums read(DataInput in) throws IOException {
            return new WindowSums(WindowKey.readFrom(in), Sums.readFrom(in));
        }

        @Override
        public TypeSerializerSnapshot<WindowSums> snapshotConfiguration() {
            return new Snapshot();
        }
    }
}
