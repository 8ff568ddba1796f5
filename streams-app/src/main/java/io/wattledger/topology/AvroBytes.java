package io.wattledger.topology;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Numbers in Avro's binary encoding, without Avro. Totals are written and read by the hundred thousand, and Avro takes ten times as
 * long: it walks a schema, and makes an object of each range. A test holds the bytes to those that Avro writes.
 */
final class AvroBytes {

    /** Of the registry's wire format: a zero byte and the schema id. */
    static final int HEADER = 5;

    private static final int LONGEST_NUMBER = 10;

    private byte[] bytes = new byte[512];
    private int position;

    /** The header of a record in the wire format: the same for all that are written under one subject. */
    static byte[] header(byte[] record) {
        return Arrays.copyOf(record, HEADER);
    }

    static boolean begins(byte[] record, byte[] header) {
        return record.length >= HEADER && Arrays.equals(record, 0, HEADER, header, 0, HEADER);
    }

    /** Begins to write a record. */
    void write(byte[] header) {
        position = 0;
        raw(header, 0);
    }

    /** Writes an int or a long. */
    void number(long value) {
        reserve(LONGEST_NUMBER);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            bytes[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[position++] = (byte) rest;
    }

    /** Writes a text that may be missing: 0, or its length in UTF-8 plus one, and the text. */
    void optional(Optional<String> text) {
        if (text.isEmpty()) {
            number(0);
            return;
        }
        byte[] utf8 = text.get().getBytes(StandardCharsets.UTF_8);
        number(utf8.length + 1L);
        raw(utf8, 0);
    }

    /** Writes what is encoded already. */
    void raw(byte[] encoded, int from) {
        int length = encoded.length - from;
        reserve(length);
        System.arraycopy(encoded, from, bytes, position, length);
        position += length;
    }

    private void reserve(int more) {
        if (bytes.length - position < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, position + more));
        }
    }

    /** What was written. */
    byte[] written() {
        return Arrays.copyOf(bytes, position);
    }

    /** Begins to read a record, behind its header. */
    static AvroBytes read(byte[] record) {
        return new AvroBytes(record);
    }

    AvroBytes() {}

    private AvroBytes(byte[] record) {
        bytes = record;
        position = HEADER;
    }

    /** Reads an int or a long. */
    long number() {
        long rest = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[position++];
            rest |= (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0);
        return (rest >>> 1) ^ -(rest & 1);
    }

    /** Reads what {@link #optional(Optional)} wrote. */
    Optional<String> optional() {
        int length = (int) number() - 1;
        if (length < 0) {
            return Optional.empty();
        }
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return Optional.of(text);
    }
}
