package io.wattledger.estimator.trend.chart;

/** A rectangle of pixels. */
record Box(double left, double top, double right, double bottom) {

    static Box around(double x, double y, double radius) {
        return new Box(x - radius, y - radius, x + radius, y + radius);
    }

    boolean overlaps(Box other) {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }

    boolean contains(Box other) {
        return left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom;
    }

    Box grown(double by) {
        return new Box(left - by, top - by, right + by, bottom + by);
    }

    /** Whether a straight line from a to b passes through it; Liang and Barsky's clipping. */
    boolean cutBy(double ax, double ay, double bx, double by) {
        double[] steps = {ax - bx, bx - ax, ay - by, by - ay};
        double[] gaps = {ax - left, right - ax, ay - top, bottom - ay};
        double enter = 0;
        double leave = 1;
        for (int i = 0; i < steps.length; i++) {
            if (steps[i] == 0 && gaps[i] < 0) {
                return false;
            }
            double at = steps[i] == 0 ? 0 : gaps[i] / steps[i];
            if (steps[i] < 0) {
                enter = Math.max(enter, at);
            } else if (steps[i] > 0) {
                leave = Math.min(leave, at);
            }
        }
        return enter <= leave;
    }
}
