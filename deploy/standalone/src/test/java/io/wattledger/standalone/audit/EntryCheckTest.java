package io.wattledger.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.v1.EntryKind;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.Range;
import io.wattledger.v1.ReplacedRevisions;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EntryCheckTest {

    private static FootprintEntry.Builder entry(EntryKind kind) {
        return FootprintEntry.newBuilder()
                .setEntryId("0-0")
                .setKind(kind)
                .setWindowStart(Instant.EPOCH)
                .setTeam("t")
                .setModelId("m")
                .setGpu("g")
                .setRegion("r");
    }

    private static FootprintEntry.Builder usage() {
        return entry(EntryKind.USAGE).setRequests(2).setLateRequests(2);
    }

    private static FootprintEntry.Builder late() {
        return entry(EntryKind.LATE_PRICED)
                .setUnpricedRequests(-1)
                .setEnergyMicrojoules(new Range(1L, 2L, 3L))
                .setReplaces(new ReplacedRevisions(null, "s"));
    }

    private static FootprintEntry.Builder correction() {
        return entry(EntryKind.CORRECTION)
                .setEnergyMicrojoules(new Range(-1L, -2L, -3L))
                .setReplaces(new ReplacedRevisions("c", "s"));
    }

    static Stream<FootprintEntry.Builder> sound() {
        return Stream.of(
                usage(),
                late(),
                late().setUnpricedRequests(0).setUnsitedRequests(-1),
                correction(),
                correction().setUnpricedRequests(1));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void shouldFindNothingInASoundEntry(FootprintEntry.Builder entry) {
        assertThat(EntryCheck.problem(entry.build())).isEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken(usage(), entry -> entry.setRequests(0).setLateRequests(0), "no requests"),
                broken(usage(), entry -> entry.setLateRequests(3), "3 are late"),
                broken(usage(), entry -> entry.setReplaces(new ReplacedRevisions("c", null)), "replaces"),
                broken(late(), entry -> entry.setRequests(1), "has usage"),
                broken(late(), entry -> entry.setReplaces(null), "does not say what it replaces"),
                broken(late(), entry -> entry.setEnergyMicrojoules(new Range(-1L, 2L, 3L)), "takes away"),
                broken(late(), entry -> entry.setUnpricedRequests(1), "takes away"),
                broken(correction(), entry -> entry.setOutputTokens(1), "has usage"),
                broken(correction(), entry -> entry.setUnpricedRequests(-1), "had no price"),
                broken(correction(), entry -> entry.setEnergyMicrojoules(new Range(0L, 0L, 0L)), "corrects nothing"));
    }

    private static Arguments broken(
            FootprintEntry.Builder sound, UnaryOperator<FootprintEntry.Builder> how, String problem) {
        return Arguments.of(how.apply(sound), problem);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void shouldSayWhatIsWrong(FootprintEntry.Builder entry, String problem) {
        assertThat(EntryCheck.problem(entry.build()))
                .hasValueSatisfying(text -> assertThat(text).contains(problem));
    }
}
