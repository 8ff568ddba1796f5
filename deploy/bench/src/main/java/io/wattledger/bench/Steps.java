package io.wattledger.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.bench.report.Goal;
import io.wattledger.bench.report.Outcome;
import io.wattledger.topology.BookingSteps;
import java.util.Collection;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The inner steps of booking, each by itself, by JMH. */
final class Steps {

    private static final String GARBAGE = "gc.alloc.rate.norm";
    private static final String COMMON_PATH = "book";

    /** JMH divides what a thread allocates, and the harness's own few objects show in the fifth digit. */
    private static final double LEAST_BYTES = 0.1;

    private Steps() {}

    static void run(Told told, Outcome outcome) throws BenchException {
        told.about("inner steps").accept("JMH, half a minute");
        ObjectNode section = outcome.section("steps");
        for (RunResult result : results()) {
            String step = result.getPrimaryResult().getLabel();
            double bytes = bytes(result);
            section.putObject(step)
                    .put("nanoseconds", result.getPrimaryResult().getScore())
                    .put("errorNanoseconds", result.getPrimaryResult().getScoreError())
                    .put("bytesAllocated", bytes);
            if (step.equals(COMMON_PATH)) {
                outcome.value(Goal.GARBAGE, bytes);
            }
        }
    }

    private static double bytes(RunResult result) {
        double bytes = Objects.requireNonNull(result.getSecondaryResults().get(GARBAGE))
                .getScore();
        return bytes < LEAST_BYTES ? 0 : bytes;
    }

    private static Collection<RunResult> results() throws BenchException {
        var options = new OptionsBuilder()
                .include(BookingSteps.class.getName())
                .addProfiler(GCProfiler.class)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(500))
                .jvmArgs("-XX:+UseParallelGC", "-Xmx512m")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            return new Runner(options).run();
        } catch (RunnerException e) {
            throw new BenchException("the inner steps cannot be measured: " + e.getMessage(), e);
        }
    }
}
