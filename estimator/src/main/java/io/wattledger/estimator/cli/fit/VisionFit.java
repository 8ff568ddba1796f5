package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.vision.ActivationLaw;
import io.wattledger.estimator.vision.GpuSpeed;
import io.wattledger.estimator.vision.VisionConstants;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hipparchus.stat.regression.SimpleRegression;

/** Constants of the vision roofline, by the soft-L1 loss of ln(predicted / measured), and the laws of activations. */
public final class VisionFit {

    /** Any start of this order of magnitude leads to the same end. */
    private static final double[] START = {1, 1, 1, 7, 7, 7, 3};

    /** With fewer models of a family a power law is that of all of them. */
    private static final int LEAST_MODELS = 10;

    private static final double GIGA = 1e9;

    private static final List<Parameter> PARAMETERS = Stream.of(
                    VisionCurve.FAMILIES.stream().map(family -> "arithmetic " + family.label()),
                    VisionCurve.FAMILIES.stream().map(family -> "memory " + family.label()),
                    Stream.of("launches"))
            .flatMap(names -> names)
            .map(name -> new Parameter(name, Domain.POSITIVE, true))
            .toList();

    private VisionFit() {}

    /**
     * What came out.
     *
     * @param activations for models whose layers are not known
     */
    public record Fitted(VisionConstants constants, Map<Family, ActivationLaw> activations) {

        /** Seconds of an image as measured, activations counted. */
        public double known(VisionRow row) {
            return constants.time(row.work(), speed(row.gpu()), row.batch()).total();
        }

        /** The same with activations by the law. */
        public double derived(VisionRow row) {
            ActivationLaw law = activations.get(row.work().family());
            double count = law == null ? 0 : law.activations(row.work().flops());
            return constants
                    .time(row.work().withActivations(count), speed(row.gpu()), row.batch())
                    .total();
        }
    }

    /**
     * Fits constants and laws.
     *
     * @throws FitException if there are no more rows than constants, or the rows settle nothing
     */
    public static Fitted fit(List<VisionRow> rows) {
        if (rows.size() < PARAMETERS.size()) {
            throw new FitException("%d rows cannot settle %d constants".formatted(rows.size(), PARAMETERS.size()));
        }
        Map<String, GpuSpeed> speeds = new HashMap<>();
        VisionCurve curve = new VisionCurve(rows, gpu -> speeds.computeIfAbsent(gpu, VisionFit::speed));
        double[] weights = new double[curve.size()];
        Arrays.fill(weights, 1);
        Descent.End end = new Descent(curve, new double[curve.size()], weights, PARAMETERS).run(START);
        if (!end.converged()) {
            throw new FitException("the fit did not converge; rows of more and other models would settle it");
        }
        return new Fitted(VisionCurve.constants(end.values()), laws(rows));
    }

    private static GpuSpeed speed(String gpu) {
        return GpuSpeed.of(GpuCatalogue.bundled().require(gpu));
    }

    /** Least squares of the logarithms, one law a family. */
    private static Map<Family, ActivationLaw> laws(List<VisionRow> rows) {
        Map<Family, ActivationLaw> laws = new EnumMap<>(Family.class);
        for (Family family : VisionCurve.FAMILIES) {
            List<VisionRow> own =
                    rows.stream().filter(row -> row.work().family() == family).toList();
            laws.put(family, law(own.size() < LEAST_MODELS ? rows : own));
        }
        return laws;
    }

    private static ActivationLaw law(List<VisionRow> rows) {
        SimpleRegression line = new SimpleRegression();
        rows.forEach(row -> line.addData(
                Math.log(row.work().flops() / GIGA),
                Math.log(row.work().activations().orElseThrow())));
        // Models of one size have no slope: then each operation puts out as much as another.
        double slope = line.getSlope();
        return Double.isNaN(slope)
                ? new ActivationLaw(
                        rows.stream()
                                .mapToDouble(row -> GIGA
                                        * row.work().activations().orElseThrow()
                                        / row.work().flops())
                                .average()
                                .orElseThrow(),
                        1)
                : new ActivationLaw(Math.exp(line.getIntercept()), slope);
    }
}
