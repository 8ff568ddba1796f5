package io.wattledger.standalone.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanLawTest {

    private static final int SEEDS = 300;
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);
    private static final Set<FaultKind> NONE = EnumSet.noneOf(FaultKind.class);

    @Test
    void shouldPlanTheSameForTheSameSeedAndOtherThingsForAnother() {
        FaultPlan plan = FaultPlan.of(7, Duration.ofMinutes(5), NONE);

        assertThat(FaultPlan.of(7, Duration.ofMinutes(5), NONE)).isEqualTo(plan);
        assertThat(FaultPlan.of(8, Duration.ofMinutes(5), NONE)).isNotEqualTo(plan);
        assertThat(FaultPlan.of(7, Duration.ofMinutes(6), NONE)).isNotEqualTo(plan);
    }

    @Test
    void shouldKillTwentyTimesInFiveMinutesAndDoEverythingOnce() {
        for (long seed = 0; seed < SEEDS; seed++) {
            FaultPlan plan = FaultPlan.of(seed, Duration.ofMinutes(5), NONE);

            assertThat(plan.kills()).as("seed %d", seed).isGreaterThanOrEqualTo(20);
            assertThat(kinds(plan)).as("seed %d", seed).isEqualTo(ALL);
        }
    }

    @Test
    void shouldDoTheWorstInNinetySeconds() {
        for (long seed = 0; seed < SEEDS; seed++) {
            FaultPlan plan = FaultPlan.of(seed, Duration.ofSeconds(90), NONE);

            assertThat(plan.kills()).as("seed %d", seed).isGreaterThanOrEqualTo(6);
            assertThat(kinds(plan))
                    .as("seed %d", seed)
                    .contains(
                            FaultKind.KILL,
                            FaultKind.ADD_INSTANCE,
                            FaultKind.BROKER_STOP,
                            FaultKind.REGISTRY_STOP,
                            FaultKind.LATE_COST,
                            FaultKind.PAST_COST,
                            FaultKind.PAUSE);
        }
    }

    @Test
    void shouldLeaveOutWhatIsImpossible() {
        Set<FaultKind> impossible = EnumSet.of(FaultKind.FULL_DISK);
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(kinds(FaultPlan.of(seed, Duration.ofMinutes(5), impossible)))
                    .as("seed %d", seed)
                    .isEqualTo(EnumSet.complementOf(EnumSet.of(FaultKind.FULL_DISK)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 90, 300, 3_600})
    void shouldStrikeOnlyWhatRunsAndInTime(int seconds) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Duration length = Duration.ofSeconds(seconds);
            List<PlannedFault> faults = FaultPlan.of(seed, length, NONE).faults();
            boolean second = false;
            Duration last = Duration.ZERO;
            for (PlannedFault fault : faults) {
                assertThat(fault.at()).as("seed %d: %s", seed, fault).isGreaterThanOrEqualTo(last);
                last = fault.at();
                int running = second ? 2 : 1;
                switch (fault.kind()) {
                    case ADD_INSTANCE -> {
                        assertThat(second).as("seed %d: %s", seed, fault).isFalse();
                        second = true;
                    }
                    case REMOVE_INSTANCE -> {
                        assertThat(second).as("seed %d: %s", seed, fault).isTrue();
                        second = false;
                    }
                    case PAUSE, FULL_DISK ->
                        assertThat(second).as("seed %d: %s", seed, fault).isTrue();
                    default -> {}
                }
                if (fault.kind() != FaultKind.ADD_INSTANCE) {
                    assertThat(fault.instance()).as("seed %d: %s", seed, fault).isLessThan(running);
                    assertThat(fault.kills()).as("seed %d: %s", seed, fault).isBetween(0, running);
                }
            }
            assertThat(last).as("seed %d", seed).isLessThan(length.plusSeconds(10));
        }
    }

    private static Set<FaultKind> kinds(FaultPlan plan) {
        return plan.faults().stream().map(PlannedFault::kind).collect(Collectors.toSet());
    }
}
