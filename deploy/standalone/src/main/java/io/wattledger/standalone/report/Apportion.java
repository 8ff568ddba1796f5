package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Rounding of parts so that they add up to the whole (largest remainder). */
final class Apportion {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Apportion() {}

    /** The parts at a scale; their sum is the rounded sum of the exact ones. */
    static List<BigDecimal> rounded(List<BigDecimal> parts, int scale) {
        BigDecimal sum = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return rounded(parts, sum.setScale(scale, RoundingMode.HALF_EVEN), scale);
    }

    /** Percent of each part at a scale, which add up to 100; none if the sum is 0. */
    static List<BigDecimal> percent(List<BigDecimal> parts, int scale) {
        BigDecimal sum = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() == 0) {
            return List.of();
        }
        List<BigDecimal> shares = parts.stream()
                .map(part -> part.multiply(HUNDRED).divide(sum, MathContext.DECIMAL128))
                .toList();
        return rounded(shares, HUNDRED.setScale(scale), scale);
    }

    private static List<BigDecimal> rounded(List<BigDecimal> parts, BigDecimal whole, int scale) {
        List<BigDecimal> rounded = new ArrayList<>(parts.stream()
                .map(part -> part.setScale(scale, RoundingMode.FLOOR))
                .toList());
        BigDecimal given = rounded.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        int left = whole.subtract(given).movePointRight(scale).intValueExact();
        IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> parts.get(i).subtract(rounded.get(i)))
                        .reversed())
                .limit(left)
                .toList()
                .forEach(i -> rounded.set(i, rounded.get(i).add(BigDecimal.ONE.movePointLeft(scale))));
        return rounded;
    }
}
