package io.wattledger.schemas;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ways to a {@link SchemaRegistry}. */
public final class SchemaRegistries {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaRegistries.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final String PROBE = "wattledger-probe";

    private SchemaRegistries() {}

    /**
     * A client for the registry that the settings name. Nothing is sent yet.
     *
     * @param settings the standard names of Schema Registry clients: {@code schema.registry.url} (several separated by
     *     commas, or {@code mock://scope} for one in memory that everything in this JVM shares by scope), {@code
     *     basic.auth.*}, {@code bearer.auth.*}, {@code schema.registry.ssl.*}, {@code http.connect.timeout.ms} (5,000
     *     unless set), {@code http.read.timeout.ms} (10,000 unless set), {@code proxy.*}; others are ignored
     */
    public static SchemaRegistry connect(Map<String, ?> settings) {
        return ConfluentSchemaRegistry.connect(settings);
    }

    /**
     * Waits until the registry answers, asking again after pauses that double from 0.25 to 5 seconds.
     *
     * @throws RegistryUnavailableException if it does not within the limit
     * @throws RegistryAccessException at once if it answers and refuses
     */
    public static void awaitReachable(SchemaRegistry registry, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                registry.versions(PROBE);
                return;
            } catch (RegistryUnavailableException e) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new RegistryUnavailableException(
                            "gave up after %d s and %d attempts: %s"
                                    .formatted(limit.toSeconds(), attempt, e.getMessage()),
                            e);
                }
                Duration next = Duration.ofNanos(Math.min(pause.toNanos(), left));
                LOG.warn(
                        "{} Attempt {}, next in {} ms, giving up in {} s.",
                        e.getMessage(),
                        attempt,
                        next.toMillis(),
                        Duration.ofNanos(left).toSeconds());
                sleep(next, e);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private static void sleep(Duration pause, RegistryUnavailableException lastCause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while waiting: " + lastCause.getMessage(), lastCause);
        }
    }
}
