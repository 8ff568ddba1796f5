package io.wattledger.standalone.report;

import io.wattledger.ledger.CostRevision;
import io.wattledger.ledger.OperatingPoint;
import io.wattledger.ledger.Range;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What some usage consists of, to price it with rates other than its own. */
record Mix(double inferences, double uncachedInput, double cachedInput, double output) {

    private static final double MICRO = 1e-6;

    static Mix of(Figures figures) {
        return new Mix(
                figures.inferences(),
                figures.inputTokens() - figures.cachedInputTokens(),
                figures.cachedInputTokens(),
                figures.outputTokens());
    }

    /** Joules. In doubles, as this is compared and never booked; the usage of a long time may leave the range of the books. */
    double joules(OperatingPoint point, ToDoubleFunction<Range> end) {
        return MICRO
                * (inferences * end.applyAsDouble(point.perInference())
                        + uncachedInput * end.applyAsDouble(point.perInputToken())
                        + cachedInput * end.applyAsDouble(point.perCachedInputToken())
                        + output * end.applyAsDouble(point.perOutputToken()));
    }

    double central(OperatingPoint point) {
        return joules(point, Range::central);
    }

    /**
     * The operating point whose rates come nearest to what was booked, the first one of two: the books do not keep batch sizes.
     *
     * @param booked joules
     */
    OperatingPoint pointOf(CostRevision cost, double booked) {
        return cost.points().stream()
                .min(Comparator.comparingDouble(point -> Math.abs(Math.log(central(point) / booked))))
                .orElseThrow();
    }

    /** The operating point of another revision with the same batch size. Any other would compare batches, not accelerators. */
    static Optional<OperatingPoint> same(OperatingPoint point, CostRevision other) {
        return other.points().stream()
                .filter(each -> each.batchSize() == point.batchSize())
                .findFirst();
    }
}
