package io.wattledger.standalone.publish;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a revision says, its name and times aside. Two are equal if their canonical bytes are.
 *
 * @param record holds what is said; its own name and times mean nothing
 * @param digest SHA-256 over the canonical bytes, 64 hexadecimal digits
 */
public record Content<R>(R record, String digest) {

    static <R> Content<R> of(R record, byte[] canonical) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical);
            return new Content<>(record, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Content<?> content && digest.equals(content.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return digest;
    }
}
