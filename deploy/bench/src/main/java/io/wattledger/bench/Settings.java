package io.wattledger.bench;

import io.wattledger.bench.load.Skew;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What a run is told.
 *
 * @param events of a topic, to be measured
 * @param cardinality live combinations of dimensions
 * @param span of event time that the events of a topic cover
 * @param limit how long a contender is measured at most
 * @param dedupHorizon of the contender that recognises duplicates
 * @param engines others than ours that take part: flink, jet
 * @param contenders that run on the common topic; empty: all that the sections ask for
 * @param folder of everything that the run leaves while it lasts
 * @param root of the project, under which engines lie
 */
public record Settings(
        long events,
        int partitions,
        int threads,
        Skew skew,
        int cardinality,
        Duration span,
        Duration limit,
        int rounds,
        Duration dedupHorizon,
        Set<Section> sections,
        Set<String> engines,
        Set<String> contenders,
        Path folder,
        Path root) {

    static final long SEED = 20261101;
    static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    /** Until then much of the work is that of the compiler of the JVM. */
    static final Duration WARM_UP = Duration.ofSeconds(10);

    /** Events of the small topic on which books are compared. */
    private static final long CHECKED_EVENTS = 20_000;

    /** For the warm-up of the fastest, and the end that is not measured, on top of what is. */
    private static final double MORE = 2.4;

    long produced() {
        return (long) (events * MORE);
    }

    Settings withDedupHorizon(Duration horizon) {
        return new Settings(
                events,
                partitions,
                threads,
                skew,
                cardinality,
                span,
                limit,
                rounds,
                horizon,
                sections,
                engines,
                contenders,
                folder,
                root);
    }

    long checked() {
        return Math.min(events, CHECKED_EVENTS);
    }
}
