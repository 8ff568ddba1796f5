package io.wattledger.standalone.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** What a report may be broken down by. */
public enum Field {
    TEAM("team", false, line -> Optional.of(line.dimensions().team())),
    PROJECT("project", false, line -> line.dimensions().project()),
    MODEL("model", false, line -> Optional.of(line.dimensions().modelId())),
    GPU("gpu", false, line -> Optional.of(line.dimensions().gpu())),
    REGION("region", false, line -> Optional.of(line.dimensions().region())),
    /** Cost revision that prices the usage. */
    COST("cost-revision", true, line -> line.pricing().flatMap(Pricing::costRevision)),
    /** Revision of the factors of the region. */
    SITE("site-revision", true, line -> line.pricing().flatMap(Pricing::siteRevision)),
    /** Measured or estimated. */
    BASIS("basis", true, line -> line.pricing().map(pricing -> pricing.measured() ? "measured" : "estimated")),
    /** Why amounts are unknown. */
    UNPRICED("unpriced-reason", true, line -> line.pricing().flatMap(Pricing::unpriced));

    private final String label;
    private final boolean journal;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Function<Line, Optional<String>> value;

    Field(String label, boolean journal, Function<Line, Optional<String>> value) {
        this.label = label;
        this.journal = journal;
        this.value = value;
    }

    /** Its name in options, headers and JSON. */
    String label() {
        return label;
    }

    /** Whether the journal alone tells. */
    boolean ofJournal() {
        return journal;
    }

    /** Its value; empty where there is none. */
    Optional<String> of(Line line) {
        return value.apply(line);
    }

    static Optional<Field> named(String label) {
        return Arrays.stream(values())
                .filter(field -> field.label.equals(label))
                .findFirst();
    }
}
