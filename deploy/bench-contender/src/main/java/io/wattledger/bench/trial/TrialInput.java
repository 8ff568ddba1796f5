package io.wattledger.bench.trial;

import io.wattledger.v1.CostRevision;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Made-up events and tables, the same ones for the same seed. Some events are measured, some hours late, some of a model without a
 * cost, some of a region without factors; costs change in the middle.
 */
public final class TrialInput {

    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant CHANGE = Instant.parse("2026-03-01T01:30:00Z");
    private static final int MODELS = 4;
    private static final int REGIONS = 3;
    private static final int TEAMS = 12;
    private static final int LATE_ONE_IN = 50;
    private static final int MEASURED_ONE_IN = 20;

    private final Random random;
    private final int events;
    private final long spanMillis;
    private int made;

    /**
     * @param events how many will be asked for
     * @param spanMillis event time from the first to the last
     */
    public TrialInput(long seed, int events, long spanMillis) {
        this.random = new Random(seed);
        this.events = events;
        this.spanMillis = spanMillis;
    }

    /** The next event. */
    public InferenceEvent next() {
        long input = random.nextInt(4_000);
        long late = random.nextInt(LATE_ONE_IN) == 0 ? random.nextInt(7_200_000) : 0;
        int model = random.nextInt(MODELS);
        int team = random.nextInt(TEAMS);
        return new InferenceEvent(
                "event-" + made,
                "gateway",
                BEGIN.plusMillis(made++ * spanMillis / events - late),
                "model-" + model,
                model % 2 == 0 ? "H100-SXM5-80GB" : "L40S-PCIe-48GB",
                "team-" + team,
                team % 3 == 0 ? null : "project-" + team % 3,
                "region-" + random.nextInt(REGIONS),
                1L,
                input,
                input / 4,
                (long) random.nextInt(800),
                batchSize(),
                1,
                null,
                random.nextInt(MEASURED_ONE_IN) == 0 ? (Long) random.nextLong(2_000_000_000L) : null);
    }

    private @Nullable Integer batchSize() {
        return random.nextBoolean() ? 1 + random.nextInt(64) : null;
    }

    /** Rows of the cost table: all models but the last. */
    public static List<InferenceCosts> costs() {
        List<InferenceCosts> rows = new ArrayList<>();
        for (int model = 0; model < MODELS - 1; model++) {
            rows.add(new InferenceCosts(
                    "model-" + model,
                    model % 2 == 0 ? "H100-SXM5-80GB" : "L40S-PCIe-48GB",
                    List.of(
                            revision("first", BEGIN.minus(1, ChronoUnit.DAYS), 1 + model),
                            revision("second", CHANGE, 2 + model))));
        }
        return rows;
    }

    private static CostRevision revision(String name, Instant from, int factor) {
        return new CostRevision(
                name, from, null, "trial", null, List.of(point(1, factor), point(16, factor * 0.3)), null, List.of());
    }

    private static OperatingPoint point(int batchSize, double factor) {
        return new OperatingPoint(
                batchSize,
                estimate(0.1 * factor),
                estimate(1_234.5 * factor),
                estimate(123.4 * factor),
                estimate(98_765.4 * factor));
    }

    private static Estimate estimate(double central) {
        return new Estimate(central * 0.6, central, central * 1.7);
    }

    /** Rows of the site factors: all regions but the last. */
    public static List<SiteFactors> sites() {
        List<SiteFactors> rows = new ArrayList<>();
        for (int region = 0; region < REGIONS - 1; region++) {
            rows.add(new SiteFactors(
                    "region-" + region,
                    List.of(new SiteRevision(
                            "all", BEGIN.minus(1, ChronoUnit.DAYS), null, 1.1 + region, 0.3, 2.7, 411.0, "trial"))));
        }
        return rows;
    }
}
