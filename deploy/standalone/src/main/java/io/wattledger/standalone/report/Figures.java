package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What some usage came to.
 *
 * @param unpricedRequests requests without energy, because no cost covers them
 * @param unsitedRequests requests with energy but without water and carbon
 * @param inputTokens cached ones included
 * @param amounts what is known; an amount that is unknown is not there, and is never 0
 * @param measured of the energy, the part that was measured, joules
 */
record Figures(
        long requests,
        long lateRequests,
        long unpricedRequests,
        long unsitedRequests,
        long inferences,
        long inputTokens,
        long cachedInputTokens,
        long outputTokens,
        Map<Quantity, Range> amounts,
        BigDecimal measured) {

    static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, Map.of(), BigDecimal.ZERO.setScale(6));

    Optional<Range> amount(Quantity quantity) {
        return Optional.ofNullable(amounts.get(quantity));
    }

    Optional<BigDecimal> central(Quantity quantity) {
        return amount(quantity).map(Range::central);
    }

    Figures plus(Figures other) {
        Map<Quantity, Range> sums = new EnumMap<>(Quantity.class);
        sums.putAll(amounts);
        other.amounts.forEach((quantity, range) -> sums.merge(quantity, range, Range::plus));
        return new Figures(
                Math.addExact(requests, other.requests),
                Math.addExact(lateRequests, other.lateRequests),
                Math.addExact(unpricedRequests, other.unpricedRequests),
                Math.addExact(unsitedRequests, other.unsitedRequests),
                Math.addExact(inferences, other.inferences),
                Math.addExact(inputTokens, other.inputTokens),
                Math.addExact(cachedInputTokens, other.cachedInputTokens),
                Math.addExact(outputTokens, other.outputTokens),
                sums,
                measured.add(other.measured));
    }
}
