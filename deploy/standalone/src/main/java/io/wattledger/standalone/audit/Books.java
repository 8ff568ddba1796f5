package io.wattledger.standalone.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the journal must add up to: sums by minute and dimensions over all tasks. */
final class Books {

    private final Map<Window, Sum> sums = new HashMap<>();
    private final Set<Window> unproven = new HashSet<>();

    void add(Window window, Sum sum) {
        sums.merge(window, sum, Sum::add);
    }

    /** The amounts of this window cannot be told. */
    void leaveOpen(Window window) {
        unproven.add(window);
    }

    Map<Window, Sum> sums() {
        return sums;
    }

    boolean isOpen(Window window) {
        return unproven.contains(window);
    }
}
