package io.wattledger.bench.report;

/** What was set out to be reached, before anything was measured. */
public enum Goal {
    OVER_CONSUMER("wattledger/consumer", 0.25, 0.40, 0.50),
    OVER_COUNTING("wattledger/counting", 0.50, 0.65, 0.75),
    OVER_TEXTBOOK("wattledger/textbook", 6, 10, 14),
    DEDUP_OVER_TEXTBOOK("wattledger-dedup/textbook", 3, 5, 8),
    OVER_FLINK("wattledger/flink", 1.2, 1.6, 2),
    OVER_JET("wattledger/jet", 0.8, 1.1, 1.4),
    EXACTLY_ONCE("wattledger/wattledger-at-least-once", 0.90, 0.95, 0.98),
    TWO_THREADS("wattledger-2-threads/wattledger", 1.3, 1.4, 1.6),
    HIGH_CARDINALITY("wattledger/textbook-memory at 200000 keys", 2, 3, 5),
    GARBAGE("garbage bytes per event on the common path", 64, 0, 0),
    INNER_RECORDS("records to changelogs and journal per event", 0.10, 0.02, 0.01),
    HEAP("heap in MB", 512, 512, 512),
    SCRAPE_COST("percent of throughput lost to scraping", 5, 5, 5),
    LATENCY("seconds from event to /metrics at 70 % load, p99", 3, 3, 3),
    RECOVERY_NAMED("seconds from kill -9 to the first booked event, static membership", 2, 2, 2),
    RECOVERY_NAMELESS("seconds from kill -9 to the first booked event", 10, 10, 10);

    private final String title;
    private final double floor;
    private final double goal;
    private final double stretch;

    Goal(String title, double floor, double goal, double stretch) {
        this.title = title;
        this.floor = floor;
        this.goal = goal;
        this.stretch = stretch;
    }

    public String title() {
        return title;
    }

    public double floor() {
        return floor;
    }

    public double goal() {
        return goal;
    }

    public double stretch() {
        return stretch;
    }

    private boolean smallerIsBetter() {
        return switch (this) {
            case GARBAGE, INNER_RECORDS, HEAP, SCRAPE_COST, LATENCY, RECOVERY_NAMED, RECOVERY_NAMELESS -> true;
            default -> false;
        };
    }

    /** How far a value comes. */
    public Reached reached(double value) {
        if (Double.isNaN(value)) {
            return Reached.UNKNOWN;
        }
        if (reaches(value, stretch)) {
            return Reached.STRETCH;
        }
        if (reaches(value, goal)) {
            return Reached.GOAL;
        }
        return reaches(value, floor) ? Reached.FLOOR : Reached.BELOW;
    }

    private boolean reaches(double value, double mark) {
        return smallerIsBetter() ? value <= mark : value >= mark;
    }

    /** The marks. */
    public enum Reached {
        STRETCH,
        GOAL,
        FLOOR,
        BELOW,
        /** It could not be measured. */
        UNKNOWN;

        /** Whether the goal is met. */
        public boolean met() {
            return this == STRETCH || this == GOAL;
        }
    }
}
