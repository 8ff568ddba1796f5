package io.wattledger.standalone.report;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Usage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Adds up totals, exactly and without an upper end: a year of a large company does not fit the 9.2e12 joules of one total. */
final class Tally {

    private static final int MILLIONTHS = 6;
    private static final int LOW = 0;
    private static final int CENTRAL = 1;
    private static final int HIGH = 2;

    private Usage usage = Usage.NONE;
    private long unpricedRequests;
    private long unsitedRequests;
    private final Map<Quantity, Wide[]> amounts = new EnumMap<>(Quantity.class);
    private final Wide measured = new Wide();

    /** A sum of longs that may leave their range. */
    private static final class Wide {
        private BigInteger carried = BigInteger.ZERO;
        private long sum;

        void add(long value) {
            long next = sum + value;
            if (((sum ^ next) & (value ^ next)) < 0) {
                carried = carried.add(BigInteger.valueOf(sum));
                next = value;
            }
            sum = next;
        }

        BigDecimal units() {
            return new BigDecimal(carried.add(BigInteger.valueOf(sum)), MILLIONTHS);
        }
    }

    void add(Usage more, long unpriced, long unsited, Footprint footprint, long measuredMicrojoules) {
        usage = usage.plus(more);
        unpricedRequests = Math.addExact(unpricedRequests, unpriced);
        unsitedRequests = Math.addExact(unsitedRequests, unsited);
        measured.add(measuredMicrojoules);
        for (Quantity quantity : Quantity.values()) {
            Optional<? extends Amount<?>> amount = quantity.of(footprint);
            if (amount.isPresent()) {
                Wide[] sums = amounts.computeIfAbsent(quantity, q -> new Wide[] {new Wide(), new Wide(), new Wide()});
                sums[LOW].add(amount.get().low());
                sums[CENTRAL].add(amount.get().central());
                sums[HIGH].add(amount.get().high());
            }
        }
    }

    Figures figures() {
        Map<Quantity, Range> ranges = new EnumMap<>(Quantity.class);
        amounts.forEach((quantity, sums) -> {
            Objects.requireNonNull(sums);
            ranges.put(quantity, new Range(sums[LOW].units(), sums[CENTRAL].units(), sums[HIGH].units()));
        });
        return new Figures(
                usage.requests(),
                usage.lateRequests(),
                unpricedRequests,
                unsitedRequests,
                usage.inferences(),
                usage.inputTokens(),
                usage.cachedInputTokens(),
                usage.outputTokens(),
                ranges,
                measured.units());
    }
}
