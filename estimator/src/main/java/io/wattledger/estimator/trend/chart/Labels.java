package io.wattledger.estimator.trend.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts names beside points: never over another name or point, hardly over a line, or not at all. */
final class Labels {

    static final double FONT = 11.5;

    private static final double[] DISTANCES = {8, 14, 22, 34, 48};
    private static final double[][] DIRECTIONS = {
        {1, 0}, {-1, 0}, {0, -1}, {0, 1}, {0.8, -0.8}, {-0.8, -0.8}, {0.8, 0.8}, {-0.8, 0.8}
    };

    /** From this distance on a thin line ties the name to its point. */
    private static final double LEADER = 14;

    private static final double COST_OF_MARK = 8;
    private static final double COST_OF_LINE = 2.5;
    private static final double COST_PER_PIXEL = 0.08;
    private static final double COST_PER_TURN = 0.05;
    private static final double COST_TO_BEAR = 7;

    private final Box plot;
    private final List<Box> marks;
    private final List<double[]> segments;
    private final List<Placed> placed = new ArrayList<>();
    private final List<Box> taken = new ArrayList<>();

    /** A name and where it lies; a leader runs from the point to (tieX, tieY) where it is tied. */
    record Placed(String text, Box box, double x, double y, boolean tied, double tieX, double tieY) {}

    /**
     * An empty plot.
     *
     * @param marks boxes of all points
     * @param segments lines, as x and y of both ends
     */
    Labels(Box plot, List<Box> marks, List<double[]> segments) {
        this.plot = plot;
        this.marks = marks;
        this.segments = segments;
    }

    /** Keeps names away from a place. */
    void keepClear(Box box) {
        taken.add(box);
    }

    /** Puts a name beside a point, if there is room. */
    void add(String text, double x, double y) {
        best(text, x, y).ifPresent(label -> {
            placed.add(label);
            taken.add(label.box().grown(2));
        });
    }

    List<Placed> placed() {
        return List.copyOf(placed);
    }

    private Optional<Placed> best(String text, double x, double y) {
        double width = TextWidth.of(text, FONT);
        Optional<Placed> best = Optional.empty();
        double least = COST_TO_BEAR;
        for (double distance : DISTANCES) {
            for (int turn = 0; turn < DIRECTIONS.length; turn++) {
                Placed candidate = at(text, x, y, width, distance, DIRECTIONS[turn]);
                double cost = cost(candidate, x, y) + distance * COST_PER_PIXEL + turn * COST_PER_TURN;
                if (cost < least) {
                    least = cost;
                    best = Optional.of(candidate);
                }
            }
        }
        return best;
    }

    private static Placed at(String text, double x, double y, double width, double distance, double[] direction) {
        double halfHeight = FONT * 0.6;
        double centreX = x + direction[0] * distance + Math.signum(direction[0]) * width / 2;
        double centreY = y + direction[1] * distance + Math.signum(direction[1]) * halfHeight * 0.8;
        Box box = new Box(centreX - width / 2, centreY - halfHeight, centreX + width / 2, centreY + halfHeight);
        double tieX = Math.max(box.left(), Math.min(x, box.right()));
        double tieY = Math.max(box.top(), Math.min(y, box.bottom()));
        return new Placed(text, box, x, y, distance > LEADER, tieX, tieY);
    }

    private double cost(Placed label, double x, double y) {
        Box box = label.box();
        if (!plot.contains(box) || taken.stream().anyMatch(box::overlaps)) {
            return Double.POSITIVE_INFINITY;
        }
        Box own = Box.around(x, y, 1);
        double cost = 0;
        for (Box mark : marks) {
            if (box.overlaps(mark)) {
                cost += COST_OF_MARK;
            }
            boolean crossed = label.tied() && mark.cutBy(x, y, label.tieX(), label.tieY()) && !mark.overlaps(own);
            cost += crossed ? COST_OF_LINE : 0;
        }
        for (double[] segment : segments) {
            if (box.cutBy(segment[0], segment[1], segment[2], segment[3])) {
                cost += COST_OF_LINE;
            }
        }
        boolean cutsName =
                label.tied() && taken.stream().anyMatch(other -> other.cutBy(x, y, label.tieX(), label.tieY()));
        return cutsName ? Double.POSITIVE_INFINITY : cost;
    }
}
