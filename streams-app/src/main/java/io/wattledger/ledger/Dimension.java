package io.wattledger.ledger;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** A dimension by its name. */
public enum Dimension {
    TEAM("team", Dimensions::team),
    /** Empty where there is none. */
    PROJECT("project", dimensions -> dimensions.project().orElse("")),
    MODEL("model", Dimensions::modelId),
    GPU("gpu", Dimensions::gpu),
    REGION("region", Dimensions::region);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Function<Dimensions, String> value;

    Dimension(String label, Function<Dimensions, String> value) {
        this.label = label;
        this.value = value;
    }

    /** Its name in labels and queries. */
    public String label() {
        return label;
    }

    /** Its value. */
    public String of(Dimensions dimensions) {
        return value.apply(dimensions);
    }

    /** The one of that name. */
    public static Optional<Dimension> named(String label) {
        return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
    }
}
