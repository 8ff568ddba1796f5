package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * What usage came to that has some values in common.
 *
 * @param names of what it has in common
 * @param now in the period
 * @param before in the period before; nothing, if there was none
 * @param share of the energy, percent
 */
record Group(List<String> names, Figures now, Figures before, Optional<BigDecimal> share, Optional<Money> money) {

    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

    String name() {
        return String.join(" on ", names);
    }

    BigDecimal energy() {
        return now.central(Quantity.ENERGY).orElse(BigDecimal.ZERO);
    }

    /** Requests whose energy is known. */
    static long priced(Figures figures) {
        return figures.requests() - figures.unpricedRequests();
    }

    /** Joules of a request, of those whose energy is known. */
    static Optional<BigDecimal> perRequest(Figures figures) {
        return figures.central(Quantity.ENERGY)
                .filter(energy -> priced(figures) > 0)
                .map(energy -> energy.divide(BigDecimal.valueOf(priced(figures)), MathContext.DECIMAL128));
    }

    /** Joules per 1,000 output tokens; unknown where part of the energy is, because tokens are not told apart by that. */
    static Optional<BigDecimal> perThousandTokens(Figures figures) {
        return figures.central(Quantity.ENERGY)
                .filter(energy -> figures.outputTokens() > 0 && figures.unpricedRequests() == 0)
                .map(energy -> energy.multiply(THOUSAND)
                        .divide(BigDecimal.valueOf(figures.outputTokens()), MathContext.DECIMAL128));
    }

    /** Output tokens of a request. */
    static Optional<BigDecimal> length(Figures figures) {
        return figures.outputTokens() == 0 || figures.requests() == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(figures.outputTokens())
                        .divide(BigDecimal.valueOf(figures.requests()), 1, RoundingMode.HALF_EVEN));
    }
}
