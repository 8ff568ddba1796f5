package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Flops;
import io.wattledger.estimator.method.EfficiencyLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * An efficiency law from pairs of FLOPs and seconds.
 *
 * <p>What is minimised is the sum of squared residuals of the efficiency, as in the source of the law: it lies between 0 and
 * 100 %, so no row outweighs the others as the longest times would.
 *
 * @param coefficients η_max in percent, k, α, with their intervals
 * @param efficiency how well it meets the efficiencies
 * @param time how well it meets the times
 * @param rows how many it was fitted on
 */
public record EfficiencyFit(List<Coefficient> coefficients, Goodness efficiency, Goodness time, int rows) {

    private static final double TERA = 1e12;
    private static final double WHOLE = 100;
    private static final int NAMED_LINES = 20;

    /** Exponents of the published laws lie between 0.47 and 1. */
    private static final double[] START_EXPONENTS = {0.5, 0.75, 1};

    /** η_max of a start over the largest efficiency seen: near saturation, or far from it. */
    private static final double[] START_HEADROOM = {1.02, 1.3, 3};

    /**
     * Fits.
     *
     * @param peakTflops of the device, 1e12 FLOP/s
     * @throws EstimateException if a row is faster than the peak: the message names the lines
     * @throws FitException if the rows do not settle the coefficients
     */
    public static EfficiencyFit of(List<EfficiencyPair> pairs, double peakTflops) {
        requireBelow(pairs, peakTflops);
        double[] observed =
                pairs.stream().mapToDouble(pair -> pair.percentOf(peakTflops)).toArray();
        double[] weights = observed.clone();
        Arrays.fill(weights, 1);
        List<Parameter> parameters = List.of(
                new Parameter("maxPercent", Domain.PERCENT, true),
                new Parameter("k", Domain.POSITIVE, true),
                new Parameter("alpha", Domain.POSITIVE, true));
        CurveFit fit = CurveFit.fit(new EfficiencyCurve(pairs), observed, weights, parameters, starts(pairs, observed));
        EfficiencyLaw law = law(fit.coefficients());
        double[] seconds = pairs.stream().mapToDouble(EfficiencyPair::seconds).toArray();
        double[] predicted = pairs.stream()
                .mapToDouble(pair -> law.seconds(new Flops(pair.flops()), peakTflops * TERA))
                .toArray();
        return new EfficiencyFit(
                fit.coefficients(),
                Goodness.of(observed, fit.predicted()),
                Goodness.of(seconds, predicted),
                pairs.size());
    }

    private static void requireBelow(List<EfficiencyPair> pairs, double peakTflops) {
        List<EfficiencyPair> above = pairs.stream()
                .filter(pair -> pair.percentOf(peakTflops) > WHOLE)
                .toList();
        if (above.isEmpty()) {
            return;
        }
        List<String> lines = above.stream()
                .limit(NAMED_LINES)
                .map(pair -> String.format(
                        Locale.ROOT,
                        "line %d reached %.4g TFLOPS (%.0f %%)",
                        pair.line(),
                        pair.flops() / pair.seconds() / TERA,
                        pair.percentOf(peakTflops)))
                .toList();
        String more = above.size() > NAMED_LINES ? ", and " + (above.size() - NAMED_LINES) + " more lines" : "";
        throw new EstimateException(
                "the peak of %s TFLOPS is too low: %s%s; give the peak of the precision that was measured"
                        .formatted(peakTflops, String.join(", ", lines), more));
    }

    private static List<double[]> starts(List<EfficiencyPair> pairs, double[] observed) {
        List<double[]> starts = new ArrayList<>();
        double size = new Median()
                .evaluate(
                        pairs.stream().mapToDouble(pair -> pair.flops() / TERA).toArray());
        double middle = new Median().evaluate(observed);
        double largest = Arrays.stream(observed).max().orElse(WHOLE);
        for (double headroom : START_HEADROOM) {
            for (double exponent : START_EXPONENTS) {
                double most = Math.min(WHOLE, headroom * largest);
                // k such that the curve goes through the middle of the rows.
                double decay = -Math.log1p(-Math.min(0.99, middle / most)) / Math.pow(size, exponent);
                starts.add(new double[] {most, decay, exponent});
            }
        }
        return starts;
    }

    /** The law that was fitted. */
    public EfficiencyLaw law() {
        return law(coefficients);
    }

    private static EfficiencyLaw law(List<Coefficient> coefficients) {
        return new EfficiencyLaw(
                coefficients.get(EfficiencyCurve.MAX_PERCENT).value(),
                coefficients.get(EfficiencyCurve.K).value(),
                coefficients.get(EfficiencyCurve.ALPHA).value());
    }
}
