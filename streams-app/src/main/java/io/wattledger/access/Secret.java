package io.wattledger.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a client shows: {@code wl_} and 256 random bits in base64url. Nobody guesses that, so a plain SHA-256 of it is as good a
 * thing to keep as a slow hash of a password.
 */
public final class Secret {

    private static final String PREFIX = "wl_";
    private static final int BYTES = 32;

    private Secret() {}

    /** A new one. */
    public static String random() {
        byte[] bits = new byte[BYTES];
        new SecureRandom().nextBytes(bits);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** What is kept of it: 32 bytes. */
    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
