package io.wattledger.standalone.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** 128 bits that stand for a record or an id; no producer can make two that are alike. */
public record Fingerprint(long high, long low) {

    /** Makes fingerprints; not for several threads. */
    public static final class Maker {

        private final MessageDigest digest;
        private final ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);

        public Maker() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        /** Of an event's id. */
        public Fingerprint of(String source, String eventId) {
            piece(source.getBytes(StandardCharsets.UTF_8));
            piece(eventId.getBytes(StandardCharsets.UTF_8));
            return done();
        }

        /** Of a record as a producer wrote it. */
        Fingerprint of(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
            piece(key);
            piece(value);
            for (Header header : headers) {
                piece(header.key().getBytes(StandardCharsets.UTF_8));
                piece(header.value());
            }
            return done();
        }

        private void piece(byte @Nullable [] bytes) {
            digest.update(number.putInt(0, bytes == null ? -1 : bytes.length).array());
            if (bytes != null) {
                digest.update(bytes);
            }
        }

        private Fingerprint done() {
            ByteBuffer hash = ByteBuffer.wrap(digest.digest());
            return new Fingerprint(hash.getLong(), hash.getLong());
        }
    }
}
