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
        if (points.isEmpty()) {
            throw new IllegalArgumentException("cost revision " + name + " has no operating point");
        }
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
        double wanted = Math.log(Math.max(1, batchSize.getAsInt()));
        double bestDistance = Double.POSITIVE_INFINITY;
        for (OperatingPoint point : points) {
            double distance = Math.abs(Math.log(point.batchSize()) - wanted);
            if (distance < bestDistance || (distance == bestDistance && point.batchSize() < best.batchSize())) {
                best = point;
                bestDistance = distance;
            }
        }
        return best;
    }
}
