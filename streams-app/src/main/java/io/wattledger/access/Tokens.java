package io.wattledger.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file, as it is now: a change is taken up within seconds, without a restart. A file that cannot be used any more
 * changes nothing, and is said in the log.
 */
public final class Tokens {

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Path file;
    private final LongSupplier nanoTime;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile List<Token> tokens;
    private volatile long lookedNanos;
    private Version version;

    /** A state of the file. */
    private record Version(Optional<FileTime> modified, long size) {}

    private Tokens(Path file, LongSupplier nanoTime) throws AccessException {
        this.file = file;
        this.nanoTime = nanoTime;
        this.version = versionNow();
        this.tokens = TokensFile.read(file);
        this.lookedNanos = nanoTime.getAsLong();
    }

    /**
     * Those of a file.
     *
     * @throws AccessException if it cannot be used
     */
    public static Tokens of(Path file) throws AccessException {
        return of(file, System::nanoTime);
    }

    static Tokens of(Path file, LongSupplier nanoTime) throws AccessException {
        return new Tokens(file, nanoTime);
    }

    /** Whose the secret is; nobody's if it is unknown, revoked or expired. Looks at all tokens, however early it is found. */
    public Optional<Viewer> viewer(String secret, Instant now) {
        look();
        byte[] hash = Secret.hash(secret);
        Optional<Viewer> found = Optional.empty();
        for (Token token : tokens) {
            if (token.isOf(hash) && token.isValidAt(now)) {
                found = Optional.of(token.viewer());
            }
        }
        return found;
    }

    private void look() {
        if (nanoTime.getAsLong() - lookedNanos < LOOK_EVERY.toNanos() || !looking.tryLock()) {
            return;
        }
        try {
            Version now = versionNow();
            if (!now.equals(version)) {
                version = now;
                tokens = TokensFile.read(file);
                LOG.info("{} changed: {} tokens", file, tokens.size());
            }
        } catch (AccessException e) {
            LOG.error("tokens stay as they were: {}", e.getMessage());
        } finally {
            lookedNanos = nanoTime.getAsLong();
            looking.unlock();
        }
    }

    private Version versionNow() {
        try {
            return new Version(Optional.of(Files.getLastModifiedTime(file)), Files.size(file));
        } catch (IOException e) {
            return new Version(Optional.empty(), 0);
        }
    }
}
