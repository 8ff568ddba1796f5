package io.wattledger.standalone.audit;

import static io.wattledger.standalone.audit.Fields.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.v1.EntryKind;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.Range;
import io.wattledger.v1.ReplacedRevisions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule 6, fault by fault. */
class EntryRulesTest {

    private static FootprintEntry usage() {
        return Hand.entry("0-0", EntryKind.USAGE, "team", Hand.NOON, 2, new Range(5L, 10L, 20L));
    }

    private static FootprintEntry rerating(EntryKind kind) {
        FootprintEntry entry = Hand.entry("0-1", kind, "team", Hand.NOON, 0, new Range(5L, 10L, 20L));
        set(entry, "replaces", new ReplacedRevisions(null, null));
        return entry;
    }

    @Test
    void shouldFindSoundEntriesWithoutFault() {
        FootprintEntry late = rerating(EntryKind.LATE_PRICED);
        set(late, "unpricedRequests", -2);
        set(late, "unsitedRequests", 2);
        FootprintEntry withdrawn = rerating(EntryKind.CORRECTION);
        set(withdrawn, "unpricedRequests", 2);
        set(withdrawn, "energyMicrojoules", new Range(-5L, -10L, -20L));

        assertThat(EntryRules.faults("team", usage())).isEmpty();
        assertThat(EntryRules.faults("team", late)).isEmpty();
        assertThat(EntryRules.faults("team", withdrawn)).isEmpty();
    }

    @Test
    void shouldFindAnotherKeyThanTheTeam() {
        assertThat(EntryRules.faults("x", usage())).containsExactly("has the key 'x', not its team");
    }

    @ParameterizedTest
    @CsvSource({
        "requests, 0, is USAGE of 0 requests",
        "lateRequests, -1, has -1 late ones of 2 requests",
        "lateRequests, 3, has 3 late ones of 2 requests"
    })
    void shouldFindUsageThatCannotBe(String field, int value, String fault) {
        FootprintEntry entry = usage();
        set(entry, field, value);

        assertThat(EntryRules.faults("team", entry)).containsExactly(fault);
    }

    @Test
    void shouldFindUsageThatReplaces() {
        FootprintEntry entry = usage();
        set(entry, "replaces", new ReplacedRevisions("c1", null));

        assertThat(EntryRules.faults("team", entry)).containsExactly("is USAGE and replaces revisions");
    }

    @ParameterizedTest
    @CsvSource({"requests", "lateRequests", "inferences", "inputTokens", "cachedInputTokens", "outputTokens"})
    void shouldFindReRatingThatCountsUsage(String field) {
        for (EntryKind kind : new EntryKind[] {EntryKind.LATE_PRICED, EntryKind.CORRECTION}) {
            FootprintEntry entry = rerating(kind);
            set(entry, field, 1);

            assertThat(EntryRules.faults("team", entry)).containsExactly("is " + kind + " and counts usage");
        }
    }

    @Test
    void shouldFindACorrectionThatChangesNothing() {
        FootprintEntry entry = rerating(EntryKind.CORRECTION);
        set(entry, "energyMicrojoules", new Range(0L, 0L, 0L));

        assertThat(EntryRules.faults("team", entry)).containsExactly("is CORRECTION and changes nothing");
    }

    @Test
    void shouldFindReRatingThatDoesNotSayWhatItReplaces() {
        FootprintEntry entry = rerating(EntryKind.CORRECTION);
        set(entry, "replaces", null);

        assertThat(EntryRules.faults("team", entry)).containsExactly("is CORRECTION and does not say what it replaces");
    }

    @Test
    void shouldFindALatePriceThatTakesAway() {
        FootprintEntry negative = rerating(EntryKind.LATE_PRICED);
        set(negative, "waterMicrolitres", new Range(-1L, 0L, 1L));
        FootprintEntry unpricing = rerating(EntryKind.LATE_PRICED);
        set(unpricing, "unpricedRequests", 1);

        assertThat(EntryRules.faults("team", negative)).containsExactly("is LATE_PRICED and has an amount below 0");
        assertThat(EntryRules.faults("team", unpricing)).containsExactly("is LATE_PRICED and adds 1 unpricedRequests");
    }
}
