package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.method.AlphaFlopsCoefficients;
import io.wattledger.estimator.method.AlphaFlopsCoefficients.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Coefficients of alpha-FLOPs from timings.
 *
 * <p>What is minimised is the sum of (measured − predicted)² / measured. Times span two orders of magnitude: plain residuals
 * give the large layers all the say, relative ones the small layers, where the launch counts and the formula lacks it. On
 * 337 of the authors' timings, each of their 14 series predicted from the others, without and with a floor: R² 0.976 and
 * 0.977, median error 10.5 and 9.1 %; plain residuals 0.968 and 0.969, 11.4 and 11.2 %; relative ones 0.974 and 0.955, 10.6
 * and 12.0 %.
 *
 * @param coefficients β and γ for 1×1 and larger kernels, scale, floor, with their intervals
 * @param goodness of the fit, in milliseconds
 * @param presetRSquared R² of the published preset with its own scale
 * @param plainFlopsRSquared R² of multiply-adds times the best scale
 * @param rows how many it was fitted on
 * @param worst the layers that it misses most, worst first
 * @param notes what the reader should know
 */
public record AlphaFlopsFit(
        List<Coefficient> coefficients,
        Goodness goodness,
        double presetRSquared,
        double plainFlopsRSquared,
        int rows,
        List<Miss> worst,
        List<String> notes) {

    private static final AlphaFlopsCoefficients PRESET = AlphaFlopsCoefficients.QUADRO_T2000_ASPERTI_2021;
    private static final Residuals RESIDUALS = Residuals.BALANCED;
    private static final int WORST = 5;
    private static final int LEAST_ROWS_OF_A_PAIR = 3;
    private static final double MILLIS = 1e3;

    /** Besides the published pair: β over its orders of magnitude, γ over its range. */
    private static final List<Pair> OTHER_STARTS =
            List.of(new Pair(0.001, 0.9), new Pair(0.01, 0.7), new Pair(0.1, 0.9), new Pair(0.3, 0.4));

    /**
     * A layer and its prediction.
     *
     * @param predictedMillis by the fit
     * @param errorPercent predicted over measured, less 1, percent
     */
    public record Miss(ConvolutionTiming timing, double predictedMillis, double errorPercent) {}

    /**
     * Fits.
     *
     * @param floor whether a launch floor is fitted; without, it is 0
     * @throws FitException if the rows do not settle the coefficients
     */
    public static AlphaFlopsFit of(List<ConvolutionTiming> timings, boolean floor) {
        return of(timings, floor, RESIDUALS);
    }

    static AlphaFlopsFit of(List<ConvolutionTiming> timings, boolean floor, Residuals residuals) {
        List<String> notes = new ArrayList<>();
        boolean unary = settles("K = 1", timings, ConvolutionTiming::unary, notes);
        boolean larger = settles("K > 1", timings, row -> !row.unary(), notes);
        List<Parameter> parameters = List.of(
                new Parameter("unaryBeta", Domain.SHARE, unary),
                new Parameter("unaryGamma", Domain.EXPONENT, unary),
                new Parameter("largerBeta", Domain.SHARE, larger),
                new Parameter("largerGamma", Domain.EXPONENT, larger),
                new Parameter("millisPerMegaMac", Domain.POSITIVE, true),
                new Parameter("floorMillis", Domain.NOT_NEGATIVE, floor));
        double[] measured =
                timings.stream().mapToDouble(ConvolutionTiming::millis).toArray();
        double[] weights = timings.stream()
                .mapToDouble(row -> residuals.weight(row.millis()))
                .toArray();
        AlphaFlopsCurve curve = new AlphaFlopsCurve(timings);
        CurveFit fit = CurveFit.fit(curve, measured, weights, parameters, starts(curve, measured, unary, larger));
        return new AlphaFlopsFit(
                fit.coefficients(),
                Goodness.of(measured, fit.predicted()),
                Goodness.of(measured, preset(timings)).rSquared(),
                Goodness.of(measured, plainFlops(timings)).rSquared(),
                timings.size(),
                worst(timings, fit.predicted()),
                List.copyOf(notes));
    }

    /** A pair needs rows, and of more than one size; otherwise the published one is kept. */
    private static boolean settles(
            String kernels, List<ConvolutionTiming> timings, Predicate<ConvolutionTiming> which, List<String> notes) {
        List<ConvolutionTiming> rows = timings.stream().filter(which).toList();
        long sizes = rows.stream()
                .mapToDouble(ConvolutionTiming::positions)
                .filter(positions -> positions > 1)
                .distinct()
                .count();
        if (rows.size() >= LEAST_ROWS_OF_A_PAIR && sizes > 1) {
            return true;
        }
        notes.add("%d rows with %s, %d sizes above 1×1: too few to fit, the published β and γ are kept (%s)"
                .formatted(rows.size(), kernels, sizes, PRESET.hardware()));
        return false;
    }

    private static List<double[]> starts(AlphaFlopsCurve curve, double[] measured, boolean unary, boolean larger) {
        List<double[]> starts = new ArrayList<>();
        starts.add(start(curve, measured, PRESET.unary(), PRESET.larger()));
        OTHER_STARTS.forEach(pair ->
                starts.add(start(curve, measured, unary ? pair : PRESET.unary(), larger ? pair : PRESET.larger())));
        return starts;
    }

    /** The scale is where half the layers are predicted too slow: a median no outlier moves. */
    private static double[] start(AlphaFlopsCurve curve, double[] measured, Pair unary, Pair larger) {
        double[] start = {unary.beta(), unary.gamma(), larger.beta(), larger.gamma(), 1, 0};
        double[] perScale = curve.values(start);
        double[] scales = IntStream.range(0, measured.length)
                .mapToDouble(i -> measured[i] / perScale[i])
                .sorted()
                .toArray();
        start[AlphaFlopsCurve.SCALE] = scales.length == 0 ? PRESET.millisPerMegaMac() : scales[scales.length / 2];
        return start;
    }

    private static double[] preset(List<ConvolutionTiming> timings) {
        return timings.stream()
                .mapToDouble(row ->
                        MILLIS * PRESET.seconds(row.macs(), row.kernelHeight(), row.kernelWidth(), row.positions()))
                .toArray();
    }

    /** The scale that plain residuals ask for: the best R² that multiply-adds can have. */
    private static double[] plainFlops(List<ConvolutionTiming> timings) {
        double products = 0;
        double squares = 0;
        for (ConvolutionTiming row : timings) {
            products += row.macs() * row.millis();
            squares += row.macs() * row.macs();
        }
        double scale = products / squares;
        return timings.stream().mapToDouble(row -> scale * row.macs()).toArray();
    }

    private static List<Miss> worst(List<ConvolutionTiming> timings, double[] predicted) {
        return IntStream.range(0, predicted.length)
                .mapToObj(i -> new Miss(
                        timings.get(i),
                        predicted[i],
                        100 * (predicted[i] / timings.get(i).millis() - 1)))
                .sorted(Comparator.comparingDouble((Miss miss) -> -Math.abs(miss.errorPercent())))
                .limit(WORST)
                .toList();
    }

    /** The coefficients as the method takes them. */
    public AlphaFlopsCoefficients law(String hardware, String source, String date) {
        return new AlphaFlopsCoefficients(
                new Pair(value(AlphaFlopsCurve.UNARY_BETA), value(AlphaFlopsCurve.UNARY_GAMMA)),
                new Pair(value(AlphaFlopsCurve.LARGER_BETA), value(AlphaFlopsCurve.LARGER_GAMMA)),
                value(AlphaFlopsCurve.SCALE),
                value(AlphaFlopsCurve.FLOOR),
                hardware,
                source,
                date);
    }

    private double value(int coefficient) {
        return coefficients.get(coefficient).value();
    }
}
