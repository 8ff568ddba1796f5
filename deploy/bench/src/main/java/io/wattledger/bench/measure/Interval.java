package io.wattledger.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a run that counts: from the first progress after the warm-up to the last one within the limit. Both are moments at
 * which a commit was seen, so that no half of a commit interval counts. The last events of a load are not measured: once the
 * input runs dry, what still passes tells of latency.
 *
 * @param warm whether the warm-up was over; a load that is too small for it is measured from its first progress
 */
public record Interval(Sample begin, Sample end, boolean warm) {

    private static final double NANOS = 1e9;

    /** Of the events of a load. */
    private static final double MEASURED = 0.95;

    /**
     * Finds it; empty while there is too little to see.
     *
     * @param load how many events there are
     */
    public static Optional<Interval> of(List<Sample> samples, Duration warmUp, Duration limit, long load) {
        List<Sample> progress = progress(samples);
        if (progress.isEmpty()) {
            return Optional.empty();
        }
        long warmAt = progress.get(0).nanos() + warmUp.toNanos();
        List<Sample> steady = progress.stream()
                .filter(sample -> sample.nanos() >= warmAt && sample.events() <= MEASURED * load)
                .toList();
        if (!steady.isEmpty()) {
            Sample begin = steady.get(0);
            Sample end = lastWithin(steady, begin, limit);
            if (end.events() > begin.events()) {
                return Optional.of(new Interval(begin, end, true));
            }
        }
        // Small loads: what followed the first progress; if that was all, from the last look before it on.
        Sample first = progress.get(0);
        if (progress.size() == 1) {
            first = samples.get(Math.max(0, samples.indexOf(first) - 1));
        }
        Sample last = lastWithin(progress, first, limit);
        return last.events() > first.events() ? Optional.of(new Interval(first, last, false)) : Optional.empty();
    }

    /** Samples that saw more events than the one before. */
    private static List<Sample> progress(List<Sample> samples) {
        List<Sample> progress = new ArrayList<>();
        long events = 0;
        for (Sample sample : samples) {
            if (sample.events() > events) {
                events = sample.events();
                progress.add(sample);
            }
        }
        return progress;
    }

    private static Sample lastWithin(List<Sample> progress, Sample begin, Duration limit) {
        return progress.stream()
                .filter(sample -> sample.nanos() - begin.nanos() <= limit.toNanos())
                .reduce(begin, (a, b) -> b);
    }

    public double seconds() {
        return (end.nanos() - begin.nanos()) / NANOS;
    }

    public long events() {
        return end.events() - begin.events();
    }

    public double eventsPerSecond() {
        return events() / seconds();
    }
}
