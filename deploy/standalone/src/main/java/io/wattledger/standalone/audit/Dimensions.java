package io.wattledger.standalone.audit;

import java.util.Comparator;
import java.util.Optional;

/** Whom usage is charged to, and what it was. */
record Dimensions(String team, Optional<String> project, String modelId, String gpu, String region)
        implements Comparable<Dimensions> {

    private static final Comparator<Dimensions> ORDER = Comparator.comparing(Dimensions::team)
            .thenComparing(dimensions -> dimensions.project().orElse(""))
            .thenComparing(Dimensions::modelId)
            .thenComparing(Dimensions::gpu)
            .thenComparing(Dimensions::region);

    @Override
    public int compareTo(Dimensions other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "team " + team + project.map(name -> ", project " + name).orElse("") + ", " + modelId + " on " + gpu
                + " in " + region;
    }
}
