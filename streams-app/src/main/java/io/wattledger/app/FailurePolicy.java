package io.wattledger.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to do when a stream thread dies: a new thread takes over from the last commit, for a bounded number of times within an
 * hour; one more stops the instance, which is better than a loop that nobody sees.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);
    private static final Duration MEMORY = Duration.ofHours(1);

    private final int maxReplacements;
    private final LongSupplier nanoTime;
    private final Function<Throwable, Optional<String>> refusal;
    private final Consumer<String> giveUp;
    private final Deque<Long> failures = new ArrayDeque<>();

    /**
     * @param refusal what Kafka refused, if a failure comes from that: a new thread would be refused it, too
     * @param giveUp told the reason when the instance stops
     */
    FailurePolicy(
            int maxReplacements,
            LongSupplier nanoTime,
            Function<Throwable, Optional<String>> refusal,
            Consumer<String> giveUp) {
        this.maxReplacements = maxReplacements;
        this.nanoTime = nanoTime;
        this.refusal = refusal;
        this.giveUp = giveUp;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
        Optional<String> refused = refusal.apply(exception);
        if (refused.isPresent()) {
            LOG.error("a stream thread died, stopping: {}", refused.get());
            giveUp.accept(refused.get());
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        long now = nanoTime.getAsLong();
        failures.removeIf(failure -> now - failure > MEMORY.toNanos());
        failures.add(now);
        if (failures.size() <= maxReplacements) {
            LOG.error(
                    "a stream thread died and is replaced ({} of {} within the hour)",
                    failures.size(),
                    maxReplacements,
                    exception);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("a stream thread died, {} were replaced within the hour: stopping", maxReplacements, exception);
        giveUp.accept(reason(exception));
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static String reason(Throwable exception) {
        Throwable root = exception;
        for (Optional<Throwable> cause = Optional.of(root);
                cause.isPresent();
                cause = Optional.ofNullable(root.getCause())) {
            root = cause.get();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }
}
