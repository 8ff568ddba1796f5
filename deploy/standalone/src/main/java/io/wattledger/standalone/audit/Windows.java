package io.wattledger.standalone.audit;

import io.wattledger.standalone.audit.Sum.Amount;
import io.wattledger.standalone.audit.Sum.Count;
import io.wattledger.standalone.audit.Sum.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The books as the rules make them against the journal, window by window. */
final class Windows {

    private final Books books;
    private final Journal journal;
    private final Map<String, Sum> teams = new TreeMap<>();
    private long compared;
    private long unproven;

    Windows(Books books, Journal journal) {
        this.books = books;
        this.journal = journal;
    }

    /** Compares, and reports the earliest differences first. */
    void compare(Predicate<Window> wanted, Findings findings) {
        Set<Window> all = new HashSet<>(books.sums().keySet());
        all.addAll(journal.within().keySet());
        Map<Window, String> differences = new TreeMap<>();
        for (Window window : all) {
            if (wanted.test(window)) {
                List<Sum.Mismatch> mismatches = compare(window);
                if (!mismatches.isEmpty()) {
                    differences.put(window, window + ", " + Sum.text(mismatches));
                }
            }
        }
        differences.values().forEach(text -> findings.add(Kind.WINDOW, text));
    }

    private List<Sum.Mismatch> compare(Window window) {
        compared++;
        Sum expected = books.sums().getOrDefault(window, new Sum());
        Sum found = journal.within().getOrDefault(window, new Sum());
        teams.computeIfAbsent(window.dimensions().team(), team -> new Sum()).add(expected);
        boolean open = books.isOpen(window) || journal.namesForgottenRevision(window);
        Set<Amount> withdrawn = journal.corrected(window);
        List<Sum.Mismatch> mismatches = expected.mismatches(found, Scope.BOOKS, withdrawn);
        if (!mismatches.isEmpty() && open) {
            unproven++;
            mismatches = expected.mismatches(found, Scope.USAGE, withdrawn);
        }
        long late = found.get(Count.LATE);
        if (late < 0 || late > found.get(Count.REQUESTS)) {
            mismatches.add(new Sum.Mismatch("lateRequests", "0 to all requests", Long.toString(late)));
        }
        return mismatches;
    }

    /** What was compared, by team. */
    Map<String, Sum> teams() {
        return teams;
    }

    long compared() {
        return compared;
    }

    /** Windows of which only the usage could be proven. */
    long unproven() {
        return unproven;
    }
}
