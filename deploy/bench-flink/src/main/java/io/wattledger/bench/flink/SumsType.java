package io.wattledger.bench.flink;

import io.wattledger.bench.contender.Sums;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Sums of a window. */
final class SumsType extends PlainType<Sums> {

    static final SumsType INSTANCE = new SumsType();

    private static final long serialVersionUID = 1;

    private SumsType() {
        super(Sums.class, new Wire());
    }

    /** Public, as everything that a checkpoint names. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Sums> {

        public Snapshot() {
            super(Wire::new);
        }
    }

    private static final class Wire extends PlainSerializer<Sums> {

        private static final long serialVersionUID = 1;

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public Sums copy(Sums from) {
            return from.copy();
        }

        @Override
        void write(Sums value, DataOutput out) throws IOException {
            value.writeTo(out);
        }

        @Override
        Sums read(DataInput in) throws IOException {
            return Sums.readFrom(in);
        }

        @Override
        public TypeSerializerSnapshot<Sums> snapshotConfiguration() {
            return new Snapshot();
        }
    }
}
