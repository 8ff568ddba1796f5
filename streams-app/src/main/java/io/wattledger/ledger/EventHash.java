package io.wattledger.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The first 128 bits of the SHA-256 of an event's source and eventId, each in UTF-8, the source after its length in four bytes. A
 * hash that can be made to collide would let one producer hide another's event behind one of its own.
 *
 * <p>Holds the latest one; makes no objects where both are ASCII.
 */
final class EventHash {

    private static final int SHA_256_BYTES = 32;

    private final MessageDigest digest;
    private final byte[] hash = new byte[SHA_256_BYTES];
    private final ByteBuffer halves = ByteBuffer.wrap(hash);
    private byte[] input = new byte[256];

    EventHash() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void of(String source, String eventId) {
        int sourceEnd = encode(source, Integer.BYTES);
        int end = encode(eventId, sourceEnd);
        int sourceLength = sourceEnd - Integer.BYTES;
        input[0] = (byte) (sourceLength >>> 24);
        input[1] = (byte) (sourceLength >>> 16);
        input[2] = (byte) (sourceLength >>> 8);
        input[3] = (byte) sourceLength;
        digest.update(input, 0, end);
        try {
            digest.digest(hash, 0, SHA_256_BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 takes 32 bytes", e);
        }
    }

    long high() {
        return halves.getLong(0);
    }

    long low() {
        return halves.getLong(Long.BYTES);
    }

    /** Writes the text into the input from the given place on; returns its end. */
    private int encode(String text, int from) {
        int length = text.length();
        makeRoom(from + length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                makeRoom(from + utf8.length);
                System.arraycopy(utf8, 0, input, from, utf8.length);
                return from + utf8.length;
            }
            input[from + i] = (byte) c;
        }
        return from + length;
    }

    private void makeRoom(int length) {
        if (length > input.length) {
            input = Arrays.copyOf(input, Math.max(length, 2 * input.length));
        }
    }
}
