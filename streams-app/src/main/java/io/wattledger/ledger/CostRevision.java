package io.wattledger.ledger;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The cost of a model on a GPU while it is in force.
 *
 * @param points at least one, the first being the default for events that do not know their batch size
 */
public record CostRevision(String name, long effectiveFrom, OptionalLong effectiveTo, List<OperatingPoint> points)
        implements Revision {

    /** @throws IllegalArgumentException if there is no operating point. */
    public CostRevision {
        points = List.copyOf(points);
        Revision.checkName(name);
        effectiveFrom = Revision.minuteOf(effectiveFrom);
        effectiveTo = Revision.minuteOf(effectiveTo);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("cost revision " + name + " has no operating point");
        }
    }

    @Override
    public boolean says(Revision other) {
        return other instanceof CostRevision cost && name.equals(cost.name) && points.equals(cost.points);
    }

    /**
     * The operating point for a batch size: the one with the nearest ratio to it, the smaller one of two equally near; the
     * default where the batch size is unknown.
     */
    public OperatingPoint at(OptionalInt batchSize) {
        OperatingPoint best = points.get(0);
        if (batchSize.isEmpty()) {
            return best;
        }
        int wanted = Math.max(1, batchSize.getAsInt());
        for (OperatingPoint point : points) {
            int comparison = compareRatios(point.batchSize(), best.batchSize(), wanted);
            if (comparison < 0 || (comparison == 0 && point.batchSize() < best.batchSize())) {
                best = point;
            }
        }
        return best;
    }

    /** Below 0 if a is nearer to the wanted size than b. Whole numbers, because logarithms of 2:1 and 1:2 differ in the last bit. */
    private static int compareRatios(int a, int b, int wanted) {
        long ratioOfA = (long) Math.max(a, wanted) * Math.min(b, wanted);
        long ratioOfB = (long) Math.max(b, wanted) * Math.min(a, wanted);
        return Long.compare(ratioOfA, ratioOfB);
    }
}
