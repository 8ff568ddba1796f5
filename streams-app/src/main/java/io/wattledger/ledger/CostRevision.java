package io.wattledger.ledger;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The cost of a model on a GPU while it is in force.
 *
 * @param points at least one, the first being the default for events that do not know their batch size; where a later one has the
 *     same size as an earlier one, it is the later that prices events of that size
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
     * The operating point for a batch size: between the two nearest ones; beyond them, the last one on that side; the default where
     * the batch size is unknown.
     */
    public OperatingPoint at(OptionalInt batchSize) {
        if (batchSize.isEmpty()) {
            return points.get(0);
        }
        int wanted = Math.max(1, batchSize.getAsInt());
        Optional<OperatingPoint> below = points.stream()
                .filter(point -> point.batchSize() <= wanted)
                .reduce((a, b) -> b.batchSize() >= a.batchSize() ? b : a);
        Optional<OperatingPoint> above = points.stream()
                .filter(point -> point.batchSize() >= wanted)
                .reduce((a, b) -> b.batchSize() <= a.batchSize() ? b : a);
        if (below.isEmpty() || above.isEmpty()) {
            return below.or(() -> above).orElseThrow();
        }
        return below.get().batchSize() == wanted
                ? above.get()
                : OperatingPoint.between(below.get(), above.get(), wanted);
    }
}
