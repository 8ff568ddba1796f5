package io.wattledger.bench.flink;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A serializer that writes and reads fields, and reuses nothing. */
abstract class PlainSerializer<T> extends TypeSerializerSingleton<T> {

    private static final long serialVersionUID = 1;

    private static final int UNKNOWN = -1;

    abstract void write(T value, DataOutput out) throws IOException;

    abstract T read(DataInput in) throws IOException;

    @Override
    @SuppressWarnings("NullAway") // Flink documents null for a type without an empty instance.
    public T createInstance() {
        return null;
    }

    @Override
    public T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return UNKNOWN;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        write(value, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return read(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return read(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        write(read(source), target);
    }
}
