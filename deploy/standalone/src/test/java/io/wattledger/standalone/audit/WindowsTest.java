package io.wattledger.standalone.audit;

import static io.wattledger.standalone.audit.Fields.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.standalone.audit.Sum.Amount;
import io.wattledger.standalone.audit.Sum.Count;
import io.wattledger.v1.EntryKind;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.IntakeCount;
import io.wattledger.v1.Range;
import io.wattledger.v1.ReplacedRevisions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A window of the books against its entries. */
class WindowsTest {

    private final Findings findings = new Findings();
    private final Prices prices = new Prices((bytes, at) -> Hand.costs(), (bytes, at) -> Hand.site(1, 0, 0, 0));
    private final Books books = new Books();
    private final Journal journal = new Journal(cut(), prices, new HashMap<>(), findings);

    private static Cut cut() {
        IntakeCount count = new IntakeCount();
        set(count, "entries", 9);
        return new Cut(Map.of(0, count));
    }

    private FootprintEntry post(String id, EntryKind kind, long requests, Range energy) {
        FootprintEntry entry = Hand.entry(id, kind, "team", Hand.NOON, requests, energy);
        if (kind != EntryKind.USAGE) {
            set(entry, "replaces", new ReplacedRevisions(null, null));
        }
        return entry;
    }

    private void compare() {
        new Windows(books, journal).compare(window -> true, findings);
    }

    private static Sum usage(long requests) {
        return new Sum()
                .add(Count.REQUESTS, requests)
                .add(Count.INFERENCES, requests)
                .add(Count.INPUT, 100 * requests)
                .add(Count.OUTPUT, 10 * requests);
    }

    @Test
    void shouldFindMoreLateRequestsThanRequests() {
        FootprintEntry entry = post("0-0", EntryKind.USAGE, 1, new Range(5L, 10L, 20L));
        set(entry, "lateRequests", 2);
        books.add(journal.window(entry), usage(1).add(Amount.ENERGY, 5, 10, 20));

        journal.add("team", entry);
        compare();

        assertThat(findings.firsts().get(Kind.WINDOW)).contains("lateRequests: found 2");
    }

    @Test
    void shouldTakeZeroForUnknownWhereAnyReRatingTookBack() {
        FootprintEntry usage = post("0-0", EntryKind.USAGE, 1, new Range(5L, 10L, 20L));
        FootprintEntry back = post("0-1", EntryKind.LATE_PRICED, 0, new Range(-5L, -10L, -20L));
        set(back, "unpricedRequests", 1);
        books.add(journal.window(usage), usage(1).add(Count.UNPRICED, 1));

        journal.add("team", usage);
        journal.add("team", back);
        compare();

        assertThat(findings.firsts()).doesNotContainKey(Kind.WINDOW);
    }
}
