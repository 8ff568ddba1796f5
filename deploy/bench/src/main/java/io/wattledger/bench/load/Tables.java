package io.wattledger.bench.load;

import io.wattledger.v1.CostRevision;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Costs and factors of all that the population uses. The figures are of no model: it is the work that is measured. */
public final class Tables {

    private static final Instant SINCE = Instant.parse("2021-01-01T00:00:00Z");
    private static final String REVISION = "bench";

    private Tables() {}

    /** Rows of the cost table by {@code modelId|gpu}. */
    public static Map<String, InferenceCosts> costs() {
        Map<String, InferenceCosts> rows = new TreeMap<>();
        int number = 0;
        for (String model : Population.MODELS) {
            for (String gpu : Population.GPUS) {
                double scale = 1 + 0.37 * number++;
                var revision = new CostRevision(
                        REVISION,
                        SINCE,
                        null,
                        REVISION,
                        null,
                        List.of(point(1, 2 * scale), point(8, scale), point(32, 0.6 * scale)),
                        null,
                        List.of());
                rows.put(model + "|" + gpu, new InferenceCosts(model, gpu, List.of(revision)));
            }
        }
        return rows;
    }

    /** Rows of the site factors by region. */
    public static Map<String, SiteFactors> sites() {
        Map<String, SiteFactors> rows = new TreeMap<>();
        int number = 0;
        for (String region : Population.REGIONS) {
            double scale = 1 + 0.5 * number++;
            var revision = new SiteRevision(
                    REVISION, SINCE, null, 1 + 0.11 * scale, 0.9 * scale, 2.3 * scale, 41.7 * scale, REVISION);
            rows.put(region, new SiteFactors(region, List.of(revision)));
        }
        return rows;
    }

    private static OperatingPoint point(int batchSize, double scale) {
        return new OperatingPoint(
                batchSize,
                about(1_870_000 * scale),
                about(91_300 * scale),
                about(9_130 * scale),
                about(1_460_000 * scale));
    }

    private static Estimate about(double central) {
        return new Estimate(0.7 * central, central, 1.6 * central);
    }
}
