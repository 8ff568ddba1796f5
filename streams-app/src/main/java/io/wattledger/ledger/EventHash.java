package io.wattledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
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

    void of(EventFields event) {
        int sourceEnd = text(event.bytes(), event.sourceFrom(), event.sourceLength(), Integer.BYTES);
        int end = text(event.bytes(), event.idFrom(), event.idLength(), sourceEnd);
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

    /** Puts a text into the input from the given place on; returns its end. */
    private int text(byte[] bytes, int from, int length, int to) {
        makeRoom(to + length);
        int other = 0;
        for (int i = 0; i < length; i++) {
            byte b = bytes[from + i];
            input[to + i] = b;
            other |= b;
        }
        return other >= 0 ? to + length : mended(new String(bytes, from, length, UTF_8).getBytes(UTF_8), to);
    }

    /** What is not valid UTF-8 counts as the text that a decoder makes of it. */
    private int mended(byte[] utf8, int to) {
        makeRoom(to + utf8.length);
        System.arraycopy(utf8, 0, input, to, utf8.length);
        return to + utf8.length;
    }

    private void makeRoom(int length) {
        if (length > input.length) {
            input = Arrays.copyOf(input, Math.max(length, 2 * input.length));
        }
    }
}
