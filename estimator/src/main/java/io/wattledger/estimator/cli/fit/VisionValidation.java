package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.Spread;
import io.wattledger.estimator.cli.fit.VisionLeftOut.Prediction;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.vision.ImageWork;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/** How near a fit comes to what it has not seen. */
public final class VisionValidation {

    /**
     * Ends of a range, percent. At 3 and 97 nine tenths of the rows of left-out families are within the range that the other families
     * gave; at 4.5 and 95.5 it was less.
     */
    private static final double LOW_PERCENT = 3;

    private static final double HIGH_PERCENT = 97;

    /** With fewer rows of a kind of network its range is that of all kinds. */
    private static final int LEAST_ROWS = 40;

    private static final double PERCENT = 100;

    private VisionValidation() {}

    /** How far off they are. */
    public static Accuracy accuracy(List<Prediction> predictions, boolean byLaw) {
        return Accuracy.of(predictions.stream()
                .mapToDouble(each -> each.seconds(byLaw) / each.row().seconds()));
    }

    /** Ranges of measured over predicted that hold 90 of 100, by the kind of network. */
    public static Map<Family, Spread> spreads(List<Prediction> predictions, boolean byLaw) {
        Map<Family, Spread> spreads = new EnumMap<>(Family.class);
        for (Family family : ImageWork.families()) {
            spreads.put(family, spread(predictions, family, byLaw));
        }
        return spreads;
    }

    private static Spread spread(List<Prediction> predictions, Family family, boolean byLaw) {
        List<Prediction> own = predictions.stream()
                .filter(each -> each.row().work().family() == family)
                .toList();
        double[] logarithms = (own.size() < LEAST_ROWS ? predictions : own)
                .stream().mapToDouble(each -> each.logarithm(byLaw)).toArray();
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(logarithms);
        return new Spread(
                Math.exp(Math.min(0, percentile.evaluate(LOW_PERCENT))),
                Math.exp(Math.max(0, percentile.evaluate(HIGH_PERCENT))));
    }

    /** A measurement, and whether a range from other families holds it. */
    public record Covered(VisionRow row, boolean inside) {}

    /** Whether the range holds what it has not seen: that of each row comes from the families that are not its own. */
    public static List<Covered> coverage(List<Prediction> predictions, boolean byLaw) {
        Map<String, List<Prediction>> bySeries = predictions.stream()
                .collect(Collectors.groupingBy(each -> each.row().series(), TreeMap::new, Collectors.toList()));
        return bySeries.entrySet().stream()
                .flatMap(series -> {
                    List<Prediction> others = predictions.stream()
                            .filter(each -> !each.row().series().equals(series.getKey()))
                            .toList();
                    Map<Family, Spread> spreads = spreads(others, byLaw);
                    return series.getValue().stream()
                            .map(each -> new Covered(each.row(), inside(each, spreads, byLaw)));
                })
                .toList();
    }

    private static boolean inside(Prediction prediction, Map<Family, Spread> spreads, boolean byLaw) {
        Spread spread = spreads.getOrDefault(prediction.row().work().family(), new Spread(1, 1));
        double ratio = prediction.row().seconds() / prediction.seconds(byLaw);
        return spread.holds(ratio);
    }

    /** Share of those inside, percent, of the rows of some kind. */
    public static double share(List<Covered> covered, Predicate<VisionRow> of) {
        List<Covered> some =
                covered.stream().filter(each -> of.test(each.row())).toList();
        return PERCENT * some.stream().filter(Covered::inside).count() / some.size();
    }
}
