package io.wattledger.standalone.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Which faults come when: the same seed, length and machine give the same plan. Each kind comes once if the length allows, and
 * there are at least four kills a minute.
 */
record FaultPlan(List<PlannedFault> faults, Duration length) {

    static final int INSTANCES = 2;
    /** The one whose state lies on the small disk, and which comes and goes. */
    static final int SECOND = 1;

    private static final int KILLS_A_MINUTE = 4;
    private static final int WARM_UP_MILLIS = 6_000;
    private static final double KILLED_MEANWHILE = 0.5;

    /** @param impossible kinds that cannot be done on this machine */
    static FaultPlan of(long seed, Duration length, Set<FaultKind> impossible) {
        return new FaultPlan(new Maker(new Random(seed), length, impossible).make(), length);
    }

    /** Instances that the plan kills with kill -9. */
    int kills() {
        return faults.stream().mapToInt(PlannedFault::kills).sum();
    }

    /** How long the application is down, by the times of events: those before a backlog occur that much earlier. */
    Duration outage() {
        return faults.stream().anyMatch(fault -> fault.kind() == FaultKind.BACKLOG)
                ? EventStream.BACKLOG
                : Duration.ZERO;
    }

    static int kills(Duration length) {
        return (int) Math.ceil(length.toMillis() * KILLS_A_MINUTE / 60_000.0);
    }

    /** Draws the kinds that fit, then an order that is possible, then the pauses between them. */
    private static final class Maker {
        private final Random random;
        private final Duration length;
        private final Set<FaultKind> impossible;
        private final List<FaultKind> left = new ArrayList<>();
        private final List<PlannedFault> faults = new ArrayList<>();
        private boolean second;

        Maker(Random random, Duration length, Set<FaultKind> impossible) {
            this.random = random;
            this.length = length;
            this.impossible = impossible;
        }

        List<PlannedFault> make() {
            chooseKinds();
            while (!left.isEmpty()) {
                add(left.remove(next()));
            }
            int missing = kills(length)
                    - faults.stream().mapToInt(PlannedFault::kills).sum();
            for (int i = 0; i < missing; i++) {
                add(FaultKind.KILL);
            }
            return timed();
        }

        /** Kinds in the order of their enum, until the time is used up that kills leave. */
        private void chooseKinds() {
            int kills = kills(length);
            long budget = length.toMillis() - WARM_UP_MILLIS - (long) kills * longest(FaultKind.KILL);
            for (FaultKind kind : FaultKind.values()) {
                if (kind != FaultKind.KILL && !impossible.contains(kind) && longest(kind) <= budget) {
                    left.add(kind);
                    budget -= longest(kind);
                }
            }
            for (int i = 0; i < kills; i++) {
                left.add(FaultKind.KILL);
            }
            List<FaultKind> more = List.copyOf(left);
            while (budget > length.toMillis() / 3) {
                FaultKind kind = more.get(random.nextInt(more.size()));
                left.add(kind);
                budget -= longest(kind);
            }
        }

        private static long longest(FaultKind kind) {
            return (long) kind.effortMillis() + kind.mostMillis();
        }

        /** Index of a kind that can come now; one that needs a second instance brings it along. */
        private int next() {
            int index = random.nextInt(left.size());
            FaultKind kind = left.get(index);
            if (kind.needsTwo() && !second) {
                int joins = left.indexOf(FaultKind.ADD_INSTANCE);
                if (joins >= 0) {
                    return joins;
                }
                left.add(FaultKind.ADD_INSTANCE);
                return left.size() - 1;
            }
            if (kind == FaultKind.ADD_INSTANCE && second) {
                // It leaves first, so that it can join again.
                left.add(FaultKind.REMOVE_INSTANCE);
                return left.size() - 1;
            }
            return index;
        }

        private void add(FaultKind kind) {
            int running = second ? INSTANCES : 1;
            int instance =
                    switch (kind) {
                        case ADD_INSTANCE, REMOVE_INSTANCE, FULL_DISK -> SECOND;
                        default -> random.nextInt(running);
                    };
            Duration lasts = Duration.ofMillis(
                    kind.leastMillis() + (long) random.nextInt(kind.mostMillis() - kind.leastMillis() + 1));
            int kills =
                    switch (kind) {
                        // On the full disk it is killed too, but may have given up before.
                        case KILL, REGISTRY_STOP_AT_START, FULL_DISK -> 1;
                        case KILL_ALL, BACKLOG -> running;
                        case BROKER_STOP, BROKER_KILL, REGISTRY_STOP -> random.nextDouble() < KILLED_MEANWHILE ? 1 : 0;
                        default -> 0;
                    };
            second = switch (kind) {
                case ADD_INSTANCE -> true;
                case REMOVE_INSTANCE -> false;
                default -> second;
            };
            faults.add(new PlannedFault(Duration.ZERO, kind, instance, lasts, kills));
        }

        /** Pauses of random length share the time that the faults leave. */
        private List<PlannedFault> timed() {
            long busy = faults.stream()
                    .mapToLong(
                            fault -> fault.kind().effortMillis() + fault.lasts().toMillis())
                    .sum();
            double spare = Math.max(0, length.toMillis() - WARM_UP_MILLIS - busy);
            double[] pauses = random.doubles(faults.size(), 0.1, 1).toArray();
            double sum = 0;
            for (double pause : pauses) {
                sum += pause;
            }
            List<PlannedFault> timed = new ArrayList<>();
            double at = WARM_UP_MILLIS;
            for (int i = 0; i < pauses.length; i++) {
                PlannedFault fault = faults.get(i);
                timed.add(new PlannedFault(
                        Duration.ofMillis((long) at), fault.kind(), fault.instance(), fault.lasts(), fault.kills()));
                at += fault.kind().effortMillis() + fault.lasts().toMillis() + pauses[i] / sum * spare;
            }
            return List.copyOf(timed);
        }
    }
}
