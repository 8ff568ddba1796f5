package io.wattledger.estimator.network;

import java.util.List;
import java.util.Optional;

/** The networks that come with the estimator. */
public final class Networks {

    private Networks() {}

    /** Names of all of them. */
    public static List<String> names() {
        return List.of();
    }

    /** The network of a name. */
    public static Optional<Network> find(String name) {
        return Optional.empty();
    }
}
