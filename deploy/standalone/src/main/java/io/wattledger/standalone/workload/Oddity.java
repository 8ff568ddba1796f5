package io.wattledger.standalone.workload;

import io.wattledger.standalone.workload.TraceRecord.Damage;
import io.wattledger.standalone.workload.TraceRecord.Malformed;
import io.wattledger.standalone.workload.TraceRecord.Request;
import java.time.Duration;

/** What the generated trace does to some of its requests, so that every count of the books moves. */
enum Oddity {
    /** Sent 10 to 30 minutes after it was served. */
    LATE {
        @Override
        TraceRecord apply(Request request, Draws draws) {
            long nanos = draws.between(
                    Duration.ofMinutes(10).toNanos(), Duration.ofMinutes(30).toNanos());
            return new Request(
                    request.origin(),
                    request.at(),
                    request.occurredAt().minusNanos(nanos),
                    request.id(),
                    request.serving(),
                    request.usage());
        }
    },
    /** Served by a model that no cost table knows. */
    UNKNOWN_MODEL {
        @Override
        TraceRecord apply(Request request, Draws draws) {
            Serving serving = request.serving();
            return with(
                    request,
                    new Serving(
                            serving.source(),
                            serving.team(),
                            serving.project(),
                            GeneratedTrace.UNKNOWN_MODEL,
                            serving.gpu(),
                            serving.gpuCount(),
                            serving.region()),
                    request.usage());
        }
    },
    /** Not in the wire format. */
    BAD_MAGIC {
        @Override
        TraceRecord apply(Request request, Draws draws) {
            return new Malformed(request, Damage.BAD_MAGIC);
        }
    },
    /** Cut off. */
    TRUNCATED {
        @Override
        TraceRecord apply(Request request, Draws draws) {
            return new Malformed(request, Damage.TRUNCATED);
        }
    },
    /** Well-formed, but fewer than no tokens came out. */
    NEGATIVE_COUNT {
        @Override
        TraceRecord apply(Request request, Draws draws) {
            Usage usage = request.usage();
            return with(
                    request,
                    request.serving(),
                    new Usage(
                            usage.inferences(),
                            usage.inputTokens(),
                            usage.cachedInputTokens(),
                            -1,
                            usage.batchSize(),
                            usage.durationMillis(),
                            usage.measuredEnergyMicrojoules()));
        }
    },
    /** Well-formed, but nobody to charge. */
    EMPTY_TEAM {
        @Override
        TraceRecord apply(Request request, Draws draws) {
            Serving serving = request.serving();
            return with(
                    request,
                    new Serving(
                            serving.source(),
                            "",
                            serving.project(),
                            serving.modelId(),
                            serving.gpu(),
                            serving.gpuCount(),
                            serving.region()),
                    request.usage());
        }
    };

    abstract TraceRecord apply(Request request, Draws draws);

    private static Request with(Request request, Serving serving, Usage usage) {
        return new Request(request.origin(), request.at(), request.occurredAt(), request.id(), serving, usage);
    }
}
