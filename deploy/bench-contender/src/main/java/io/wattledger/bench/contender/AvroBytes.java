package io.wattledger.bench.contender;

import java.nio.charset.StandardCharsets;

/** Reads Avro's binary encoding from an array. */
final class AvroBytes {

    private static final int MORE = 0x80;
    private static final int SEVEN_BITS = 0x7f;

    private byte[] bytes = {};
    private int position;

    void begin(byte[] value, int from) {
        bytes = value;
        position = from;
    }

    /** An int or a long: the sign last, seven bits a byte, the lowest first. */
    long readLong() {
        long bits = 0;
        int shift = 0;
        int next;
        do {
            next = bytes[position++];
            bits |= (long) (next & SEVEN_BITS) << shift;
            shift += 7;
        } while ((next & MORE) != 0);
        return (bits >>> 1) ^ -(bits & 1);
    }

    String readString() {
        int length = Math.toIntExact(readLong());
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    void skipString() {
        int length = Math.toIntExact(readLong());
        position += length;
    }

    /** @throws IllegalStateException if the record is longer or shorter than what was read */
    void end() {
        if (position != bytes.length) {
            throw new IllegalStateException(
                    "an event of %d bytes ended at %d; its record is damaged".formatted(bytes.length, position));
        }
    }
}
