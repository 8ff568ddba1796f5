package io.wattledger.standalone.audit;

import io.wattledger.v1.Estimate;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What one request costs at a batch size, microjoules. */
record OperatingPoint(int batchSize, Estimate perInference, Estimate perInput, Estimate perCached, Estimate perOutput) {

    /** @throws IllegalArgumentException if physics refuses it */
    OperatingPoint {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize " + batchSize);
        }
        Stream.of(perInference, perInput, perCached, perOutput).forEach(OperatingPoint::check);
    }

    static OperatingPoint of(io.wattledger.v1.OperatingPoint point) {
        return new OperatingPoint(
                point.getBatchSize(),
                point.getMicrojoulesPerInference(),
                point.getMicrojoulesPerInputToken(),
                point.getMicrojoulesPerCachedInputToken(),
                point.getMicrojoulesPerOutputToken());
    }

    private static void check(Estimate rate) {
        boolean ordered =
                rate.getLow() >= 0 && rate.getLow() <= rate.getCentral() && rate.getCentral() <= rate.getHigh();
        if (!ordered || Double.isInfinite(rate.getHigh())) {
            throw new IllegalArgumentException("rate " + rate);
        }
    }

    /** Rule 5: the nearest ratio, the smaller of two equally near, the first one where none is wanted. */
    static OperatingPoint nearest(List<OperatingPoint> points, OptionalInt batchSize) {
        OperatingPoint best = points.get(0);
        if (batchSize.isEmpty()) {
            return best;
        }
        long wanted = Math.max(1, batchSize.getAsInt());
        for (OperatingPoint point : points) {
            long a = point.batchSize;
            long b = best.batchSize;
            long nearer =
                    Long.compare(Math.max(a, wanted) * Math.min(b, wanted), Math.max(b, wanted) * Math.min(a, wanted));
            if (nearer < 0 || (nearer == 0 && a < b)) {
                best = point;
            }
        }
        return best;
    }

    /** Low, central and high, microjoules. */
    long[] energy(Usage usage) {
        return new long[] {
            energy(usage, Estimate::getLow), energy(usage, Estimate::getCentral), energy(usage, Estimate::getHigh)
        };
    }

    private long energy(Usage usage, ToDoubleFunction<Estimate> end) {
        return Whole.rounded(usage.inferences() * end.applyAsDouble(perInference)
                + (usage.input() - usage.cached()) * end.applyAsDouble(perInput)
                + usage.cached() * end.applyAsDouble(perCached)
                + usage.output() * end.applyAsDouble(perOutput));
    }
}
