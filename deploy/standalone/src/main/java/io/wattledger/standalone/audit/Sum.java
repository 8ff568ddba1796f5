package io.wattledger.standalone.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a window adds up to. An amount is unknown until a known one is added. Sums are kept modulo 2^64. */
final class Sum {

    /** Counts of usage. */
    enum Count {
        REQUESTS(0, "requests"),
        LATE(1, "lateRequests"),
        INFERENCES(2, "inferences"),
        INPUT(3, "inputTokens"),
        CACHED(4, "cachedInputTokens"),
        OUTPUT(5, "outputTokens"),
        UNPRICED(6, "unpricedRequests"),
        UNSITED(7, "unsitedRequests"),
        MEASURED(8, "measuredEnergyMicrojoules");

        private static final Count[] ALL = values();

        private final int place;
        private final String field;

        Count(int place, String field) {
            this.place = place;
            this.field = field;
        }
    }

    /** Amounts with their range. */
    enum Amount {
        ENERGY(0, "energyMicrojoules"),
        FACILITY(1, "facilityEnergyMicrojoules"),
        WATER(2, "waterMicrolitres"),
        CARBON(3, "carbonMicrograms"),
        ESTIMATE(4, "estimatedEnergyMicrojoules"),
        /** What corrections made of an amount: totals tell it apart. */
        CORRECTED_ENERGY(5, "correctedEnergyMicrojoules"),
        CORRECTED_FACILITY(6, "correctedFacilityEnergyMicrojoules"),
        CORRECTED_WATER(7, "correctedWaterMicrolitres"),
        CORRECTED_CARBON(8, "correctedCarbonMicrograms");

        private static final Amount[] ALL = values();

        private final int place;
        private final String field;

        Amount(int place, String field) {
            this.place = place;
            this.field = field;
        }
    }

    /** What is compared. */
    enum Scope {
        /** All that the rules say. */
        BOOKS,
        /** Only what is independent of prices. */
        USAGE,
        /** All that a total holds. */
        TOTALS;

        private boolean covers(Count count) {
            return switch (count) {
                case LATE -> this == TOTALS;
                case UNPRICED, UNSITED -> this != USAGE;
                default -> true;
            };
        }

        private boolean covers(Amount amount) {
            return switch (amount) {
                case CORRECTED_ENERGY, CORRECTED_FACILITY, CORRECTED_WATER, CORRECTED_CARBON -> this == TOTALS;
                default -> this != USAGE;
            };
        }
    }

    /** One quantity that is not what it should be. */
    record Mismatch(String quantity, String expected, String found) {}

    private static final List<String> ENDS = List.of("low", "central", "high");
    private static final String UNKNOWN = "unknown";

    private final long[] counts = new long[Count.ALL.length];
    private final long[] amounts = new long[Amount.ALL.length * ENDS.size()];
    private int known;

    Sum add(Count count, long more) {
        counts[count.place] += more;
        return this;
    }

    Sum add(Amount amount, long low, long central, long high) {
        int at = amount.place * ENDS.size();
        amounts[at] += low;
        amounts[at + 1] += central;
        amounts[at + 2] += high;
        known |= 1 << amount.place;
        return this;
    }

    Sum add(Sum more) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more.counts[i];
        }
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] += more.amounts[i];
        }
        known |= more.known;
        return this;
    }

    static Sum plus(Sum a, Sum b) {
        return new Sum().add(a).add(b);
    }

    long get(Count count) {
        return counts[count.place];
    }

    boolean knows(Amount amount) {
        return (known & (1 << amount.place)) != 0;
    }

    /** Low, central and high; zeros where it is unknown. */
    List<Long> get(Amount amount) {
        int at = amount.place * ENDS.size();
        return List.of(amounts[at], amounts[at + 1], amounts[at + 2]);
    }

    /**
     * Where another sum is not this one.
     *
     * @param withdrawn amounts that should be unknown may be 0: what was known before was taken back
     */
    List<Mismatch> mismatches(Sum found, Scope scope, Set<Amount> withdrawn) {
        List<Mismatch> mismatches = new ArrayList<>(0);
        for (Count count : Count.ALL) {
            if (scope.covers(count) && get(count) != found.get(count)) {
                mismatches.add(new Mismatch(count.field, grouped(get(count)), grouped(found.get(count))));
            }
        }
        for (Amount amount : Amount.ALL) {
            if (scope.covers(amount)) {
                compare(amount, found, withdrawn.contains(amount), mismatches);
            }
        }
        return mismatches;
    }

    private void compare(Amount amount, Sum found, boolean withdrawn, List<Mismatch> mismatches) {
        boolean zeroForUnknown = withdrawn && !knows(amount) && found.knows(amount);
        if (knows(amount) != found.knows(amount) && !zeroForUnknown) {
            mismatches.add(new Mismatch(amount.field + ".central", text(amount), found.text(amount)));
            return;
        }
        for (int end = 0; end < ENDS.size(); end++) {
            int at = amount.place * ENDS.size() + end;
            if (amounts[at] != found.amounts[at]) {
                mismatches.add(new Mismatch(
                        amount.field + "." + ENDS.get(end), grouped(amounts[at]), grouped(found.amounts[at])));
            }
        }
    }

    /** The first of some mismatches in words: "requests: found 3, expected 4; 2 more quantities differ". */
    static String text(List<Mismatch> mismatches) {
        Mismatch first = mismatches.get(0);
        String more = mismatches.size() == 1 ? "" : "; " + (mismatches.size() - 1) + " more quantities differ";
        return "%s: found %s, expected %s%s".formatted(first.quantity(), first.found(), first.expected(), more);
    }

    private String text(Amount amount) {
        return knows(amount) ? grouped(get(amount).get(1)) : UNKNOWN;
    }

    private static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
