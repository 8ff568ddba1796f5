package io.wattledger.standalone.audit;

import io.wattledger.v1.Estimate;
import java.util.List;
import java.util.OptionalInt;

/**
 * What one request costs at a batch size: per rate low, central and high, microjoules.
 */
record OperatingPoint(int batchSize, double[] perInference, double[] perInput, double[] perCached, double[] perOutput) {

    /** @throws IllegalArgumentException if physics refuses it */
    static OperatingPoint of(io.wattledger.v1.OperatingPoint point) {
        if (point.getBatchSize() < 1) {
            throw new IllegalArgumentException("batchSize " + point.getBatchSize());
        }
        return new OperatingPoint(
                point.getBatchSize(),
                rate(point.getMicrojoulesPerInference()),
                rate(point.getMicrojoulesPerInputToken()),
                rate(point.getMicrojoulesPerCachedInputToken()),
                rate(point.getMicrojoulesPerOutputToken()));
    }

    private static double[] rate(Estimate rate) {
        boolean ordered =
                rate.getLow() >= 0 && rate.getLow() <= rate.getCentral() && rate.getCentral() <= rate.getHigh();
        if (!ordered || Double.isInfinite(rate.getHigh())) {
            throw new IllegalArgumentException("rate " + rate);
        }
        return new double[] {rate.getLow(), rate.getCentral(), rate.getHigh()};
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
        long[] energy = new long[perInference.length];
        for (int end = 0; end < energy.length; end++) {
            energy[end] = Whole.rounded(usage.inferences() * perInference[end]
                    + (usage.input() - usage.cached()) * perInput[end]
                    + usage.cached() * perCached[end]
                    + usage.output() * perOutput[end]);
        }
        return energy;
    }
}
