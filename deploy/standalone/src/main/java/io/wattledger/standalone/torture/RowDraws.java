package io.wattledger.standalone.torture;

import io.wattledger.v1.CostRevision;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.SiteRevision;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Revisions with random figures, named in the order in which they are drawn. */
final class RowDraws {

    private final Random random;
    private int names;

    RowDraws(Random random) {
        this.random = random;
    }

    String name() {
        return "r" + ++names;
    }

    CostRevision cost(String name, Instant from, @Nullable Instant to) {
        return cost(name, from, to, List.of(point(8), point(1), point(64)));
    }

    private static CostRevision cost(String name, Instant from, @Nullable Instant to, List<OperatingPoint> points) {
        return CostRevision.newBuilder()
                .setRevision(name)
                .setEffectiveFrom(from)
                .setEffectiveTo(to)
                .setMethod("torture")
                .setCalibratedOn(null)
                .setOperatingPoints(points)
                .setReference(null)
                .setProvenance(List.of())
                .build();
    }

    /** A revision by which tokens yield energy. */
    CostRevision absurd(Instant from) {
        Estimate some = about(1);
        OperatingPoint point = new OperatingPoint(1, some, some, some, new Estimate(-3.0, -2.0, -1.0));
        return cost(name(), from, null, List.of(point));
    }

    SiteRevision site(String name, Instant from, @Nullable Instant to) {
        return SiteRevision.newBuilder()
                .setRevision(name)
                .setEffectiveFrom(from)
                .setEffectiveTo(to)
                .setPue(1.05 + random.nextDouble())
                .setWueLitresPerKwh(3 * random.nextDouble())
                .setEwifLitresPerKwh(5 * random.nextDouble())
                .setGramsCo2ePerKwh(800 * random.nextDouble())
                .setSource("torture")
                .build();
    }

    private OperatingPoint point(int batchSize) {
        return OperatingPoint.newBuilder()
                .setBatchSize(batchSize)
                .setMicrojoulesPerInference(about(2_000_000))
                .setMicrojoulesPerInputToken(about(90_000))
                .setMicrojoulesPerCachedInputToken(about(9_000))
                .setMicrojoulesPerOutputToken(about(1_500_000))
                .build();
    }

    private Estimate about(double typical) {
        double central = typical * (0.5 + random.nextDouble());
        return new Estimate(central * 0.7, central, central * 1.6);
    }
}
