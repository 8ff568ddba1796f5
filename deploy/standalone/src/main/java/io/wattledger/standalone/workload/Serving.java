package io.wattledger.standalone.workload;

import java.util.Optional;

/** Who asked, and what served: the part of an event that many requests share. Names as in the event's schema. */
public record Serving(
        String source,
        String team,
        Optional<String> project,
        String modelId,
        String gpu,
        int gpuCount,
        String region) {}
