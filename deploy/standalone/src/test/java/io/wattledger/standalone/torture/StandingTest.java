package io.wattledger.standalone.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.standalone.torture.Ledger.TeamSum;
import io.wattledger.v1.IntakeCount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingTest {

    private static final Map<Integer, Long> ENDS = Map.of(0, 10L, 1, 4L);
    private static final Map<String, TeamSum> TOTALS = Map.of("search", new TeamSum(9, 0, 0));

    /** The count of task 1 never changes: it has read all and handed on two events without a key. */
    private static Standing standing(IntakeCount.Builder first, Map<String, TeamSum> totals) {
        IntakeCount second = count(1, 4).setHandedOn(2).setBooked(1).build();
        return new Standing(ENDS, 7, 3, List.of(first.build(), second), totals, 0);
    }

    private static IntakeCount.Builder count(int partition, long nextOffset) {
        return IntakeCount.newBuilder()
                .setTopic("inference-events")
                .setPartition(partition)
                .setNextOffset(nextOffset)
                .setKeylessNextOffset(0)
                .setIn(0)
                .setKeyless(0)
                .setHandedOn(0)
                .setBooked(0)
                .setParked(0)
                .setDuplicate(0)
                .setRejected(0)
                .setRejectedByReason(Map.of())
                .setCostsOffset(7)
                .setSitesOffset(3);
    }

    private static IntakeCount.Builder whole() {
        return count(0, 10).setKeyless(2).setBooked(5).setParked(3);
    }

    @Test
    void shouldMissNothingWhenAllIsReadRatedAndTotalled() {
        assertThat(standing(whole(), TOTALS).missing()).isEmpty();
    }

    @Test
    void shouldNameWhatIsMissing() {
        assertThat(standing(whole().setNextOffset(9), TOTALS).missing()).hasValue("partition 0 is read to 9 of 10");
        assertThat(standing(whole().setKeyless(1), TOTALS).missing())
                .hasValue("2 events without a key are handed on, and 1 are read");
        assertThat(standing(whole().setCostsOffset(6), TOTALS).missing()).hasValue("costsOffset of a task is 6 of 7");
        assertThat(standing(whole().setSitesOffset(0), TOTALS).missing()).hasValue("sitesOffset of a task is 0 of 3");
        assertThat(standing(whole(), Map.of("search", new TeamSum(8, 0, 0))).missing())
                .hasValue("8 of 9 requests are in the running totals");
    }

    @Test
    void shouldMissThePartitionsOfATaskThatHasCountedNothing() {
        Standing standing = new Standing(ENDS, 0, 0, List.of(), Map.of(), 0);

        assertThat(standing.missing()).get().asString().contains("is read to 0 of");
    }
}
