package io.wattledger.standalone.audit;

import io.wattledger.v1.Estimate;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
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

    /** Rule 5: between the two around the batch size, the last one beyond them, the first one where none is wanted; the later one of two of one size. */
    static OperatingPoint at(List<OperatingPoint> points, OptionalInt batchSize) {
        if (batchSize.isEmpty()) {
            return points.get(0);
        }
        int wanted = Math.max(1, batchSize.getAsInt());
        TreeMap<Integer, OperatingPoint> sizes = new TreeMap<>();
        points.forEach(point -> sizes.put(point.batchSize, point));
        Map.Entry<Integer, OperatingPoint> below = sizes.floorEntry(wanted);
        Map.Entry<Integer, OperatingPoint> above = sizes.ceilingEntry(wanted);
        if (below == null) {
            return sizes.firstEntry().getValue();
        }
        if (above == null || below.getKey() == wanted) {
            return below.getValue();
        }
        double share = (double) above.getKey()
                * (wanted - below.getKey())
                / ((double) wanted * (above.getKey() - below.getKey()));
        OperatingPoint a = below.getValue();
        OperatingPoint b = above.getValue();
        return new OperatingPoint(
                wanted,
                between(a.perInference, b.perInference, share),
                between(a.perInput, b.perInput, share),
                between(a.perCached, b.perCached, share),
                between(a.perOutput, b.perOutput, share));
    }

    private static Estimate between(Estimate a, Estimate b, double share) {
        double low = a.getLow() + share * (b.getLow() - a.getLow());
        double central = Math.max(low, a.getCentral() + share * (b.getCentral() - a.getCentral()));
        return new Estimate(low, central, Math.max(central, a.getHigh() + share * (b.getHigh() - a.getHigh())));
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
