package io.wattledger.access;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A token as it is kept: what it may, and the hash of its secret.
 *
 * @param sha256 of the secret, 64 hexadecimal digits
 * @param expires from when on it is not taken any more
 */
public record Token(String sha256, Viewer viewer, Optional<Instant> expires) {

    /** Takes as long for a secret that is nearly right as for any other. */
    boolean isOf(byte[] hash) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(sha256), hash);
    }

    /** Whether it is still taken. */
    public boolean isValidAt(Instant now) {
        return expires.map(now::isBefore).orElse(true);
    }
}
