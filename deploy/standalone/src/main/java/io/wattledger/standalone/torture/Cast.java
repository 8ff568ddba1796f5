package io.wattledger.standalone.torture;

import java.util.ArrayList;
import java.util.List;

/** Who uses what where. All figures are invented: it is the sums that are tested. */
final class Cast {

    static final List<String> TEAMS = List.of("search", "chat", "code", "vision", "batch");
    static final List<String> GPUS = List.of("gpu-a", "gpu-b", "gpu-c");
    static final List<String> REGIONS = List.of("north", "south", "east");

    /** A region whose factors nobody ever publishes. */
    static final String UNKNOWN_REGION = "nowhere";

    /** Models with a cost from the beginning. */
    static final List<String> KNOWN_MODELS = List.of("small", "medium", "large", "image");

    /** Models whose cost arrives when events have used them for a while, if it does. */
    static final List<String> LATE_MODELS = List.of("late-1", "late-2", "late-3", "late-4");

    /** A model that never has a cost. */
    static final String UNKNOWN_MODEL = "unheard-of";

    private Cast() {}

    /** A row of the cost table. */
    record CostKey(String model, String gpu) {
        @Override
        public String toString() {
            return model + "|" + gpu;
        }
    }

    /** The keys of models on each GPU. */
    static List<CostKey> costKeys(List<String> models) {
        List<CostKey> keys = new ArrayList<>();
        models.forEach(model -> GPUS.forEach(gpu -> keys.add(new CostKey(model, gpu))));
        return keys;
    }
}
