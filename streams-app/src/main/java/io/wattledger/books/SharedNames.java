package io.wattledger.books;

import io.wattledger.ledger.Dimensions;
import java.util.HashMap;
import java.util.Map;

/** Few names are in the dimensions of many totals: each is held once. For one thread. */
final class SharedNames {

    private final Map<String, String> names = new HashMap<>();

    Dimensions of(Dimensions read) {
        return new Dimensions(
                of(read.team()), read.project().map(this::of), of(read.modelId()), of(read.gpu()), of(read.region()));
    }

    private String of(String name) {
        return names.computeIfAbsent(name, own -> own);
    }

    void clear() {
        names.clear();
    }
}
