package io.wattledger.bench.flink;

import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;

/** The value of a record as it is; the next operator decodes it. */
final class PlainBytes extends AbstractDeserializationSchema<byte[]> {

    private static final long serialVersionUID = 1;

    PlainBytes() {
        super(byte[].class);
    }

    @Override
    public byte[] deserialize(byte[] value) {
        return value;
    }
}
