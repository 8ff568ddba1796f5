package io.wattledger.standalone.audit;

import static io.wattledger.standalone.audit.Fields.set;
import static io.wattledger.standalone.audit.Hand.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.v1.EntryKind;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.IntakeCount;
import io.wattledger.v1.Range;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a single entry may be, and where. */
class JournalTest {

    private final Findings findings = new Findings();
    private final InferenceCosts row = Hand.costs(Hand.cost("c1", 0, null, 10));
    private final Prices prices = new Prices((bytes, at) -> row, (bytes, at) -> Hand.site(1, 0, 0, 0));
    private final Journal journal = new Journal(cut(3), prices, new HashMap<>(), findings);

    private static Cut cut(long entries) {
        IntakeCount count = new IntakeCount();
        set(count, "entries", entries);
        return new Cut(Map.of(0, count));
    }

    private void costRow(long offset) {
        prices.costRow(Hand.record("costs", 0, offset, 0, "m|g", new byte[1]));
    }

    private static FootprintEntry usage(String id) {
        return Hand.entry(id, EntryKind.USAGE, "team", NOON, 1, new Range(5L, 10L, 20L));
    }

    private FootprintEntry naming(String cost) {
        FootprintEntry entry = usage("0-0");
        set(entry, "costRevision", cost);
        return entry;
    }

    @Test
    void shouldFindANameThatNoRowEverHad() {
        costRow(0);
        costRow(2);

        journal.add("team", naming("x"));

        assertThat(findings.firsts().get(Kind.ENTRY))
                .contains("entry 0-0 names cost revision 'x', which no row ever had");
        assertThat(journal.namesForgottenRevision(journal.window(naming("x")))).isFalse();
    }

    @Test
    void shouldTakeANameForForgottenWhereRowsAreGone() {
        costRow(0);
        costRow(3);

        journal.add("team", naming("x"));

        assertThat(findings.total()).isZero();
        assertThat(journal.namesForgottenRevision(journal.window(naming("x")))).isTrue();
    }

    @Test
    void shouldTakeANameForForgottenWhereTheTableBeginsLater() {
        prices.keptFrom(4, 0);

        journal.add("team", naming("x"));

        assertThat(findings.total()).isZero();
        assertThat(journal.namesForgottenRevision(journal.window(naming("x")))).isTrue();
    }

    @Test
    void shouldKnowTheNameOfARow() {
        costRow(0);

        journal.add("team", naming("c1"));

        assertThat(findings.total()).isZero();
        assertThat(journal.namesForgottenRevision(journal.window(naming("c1")))).isFalse();
    }

    @Test
    void shouldFindNumbersThatIntakeNeverCounted() {
        journal.add("team", usage("0-3"));
        journal.add("team", usage("0-4"));

        journal.reportBeyond(cut(4));

        assertThat(findings.firsts().get(Kind.ENTRY)).contains("entry 0-4 is beyond the 4 entries of its task");
        assertThat(findings.total()).isEqualTo(1);
    }

    @Test
    void shouldAllowEntriesThatWereWrittenSince() {
        journal.add("team", usage("0-3"));
        journal.add("team", usage("0-4"));

        journal.reportBeyond(cut(5));

        assertThat(findings.total()).isZero();
    }

    @Test
    void shouldFindTasksThatThereAreNot() {
        journal.add("team", usage("7-0"));

        journal.reportBeyond(cut(5));

        assertThat(findings.firsts().get(Kind.ENTRY)).contains("entry 7-0 is of a task that intake does not know");
    }
}
