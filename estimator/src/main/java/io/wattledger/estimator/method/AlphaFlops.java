package io.wattledger.estimator.method;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.PowerShare;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.Term;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.Operation;
import java.util.List;
import java.util.Optional;

/**
 * Energy = power × Σ time of the layers, the time by alpha-FLOPs: operations along the positions of a layer (width,
 * height, batch) run in parallel and count less. Asperti, Evangelista, Marzolla, 2021. On another card than the one
 * that the coefficients were fitted on, times are divided by the ratio of the peaks, which is an assumption.
 */
public final class AlphaFlops implements Method {

    /** The name of the method. */
    public static final String NAME = "alpha-flops";

    /**
     * 0.64 to 1.53: 5th and 95th percentile of measured over predicted time, published coefficients, 337 of the authors'
     * timings on their card (github.com/asperti/alpha_flops_dataset, MIT, read 2026-11).
     */
    static final double TIME_LOW_ASPERTI_TIMINGS = 0.64;

    static final double TIME_HIGH_ASPERTI_TIMINGS = 1.53;

    /** ASSUMPTION: on another card the ratio of the peaks may be off by a factor of 2 either way. */
    static final double OTHER_CARD_ASSUMED = 2;

    private final AlphaFlopsCoefficients coefficients;

    /** The method with coefficients of the user's own, or the published ones. */
    public AlphaFlops(AlphaFlopsCoefficients coefficients) {
        this.coefficients = coefficients;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String formula() {
        return "energy = Σ layers (scale × MACs × ((S_K + β (S − S_K)) ÷ S)^γ) ÷ speed × power × share of the power";
    }

    @Override
    public CostEstimate estimate(Workload workload) {
        Gpu gpu = workload.requireGpu(NAME);
        WholePass pass = WholePass.of(workload, NAME);
        double seconds =
                pass.cost().operations().stream().mapToDouble(this::seconds).sum();
        Optional<Gpu> fittedOn = GpuCatalogue.bundled().find(coefficients.hardware());
        boolean own = fittedOn.isEmpty() || fittedOn.get().equals(gpu);
        Scaling scaling = own
                ? new Scaling(1, "the times are taken as they were fitted")
                : scaling(gpu, fittedOn.get(), workload.precision());
        double perInference = seconds / scaling.faster() / pass.batch();
        double widening = own ? 1 : OTHER_CARD_ASSUMED;
        Estimate<Joules> energy = PowerShare.during(
                perInference * TIME_LOW_ASPERTI_TIMINGS / widening,
                perInference,
                perInference * TIME_HIGH_ASPERTI_TIMINGS * widening,
                gpu.requirePower());
        Network network = pass.network();
        List<Term> terms = List.of(
                new Term(
                        "FLOPs of the batch",
                        pass.cost().flops().value(),
                        "FLOP",
                        "counted over the layers of " + network.name() + " (" + network.source() + ")"),
                new Term(
                        "time of the batch on " + coefficients.hardware(),
                        seconds,
                        "s",
                        coefficients.source() + ", " + coefficients.sourceDate()),
                new Term("speed of " + gpu.name() + " over it", scaling.faster(), "", scaling.derivation()),
                new Term(CostEstimate.TIME, perInference, "s", "time of the batch ÷ speed ÷ " + pass.batch()),
                HardwareEfficiency.boardPower(gpu),
                HardwareEfficiency.powerShare());
        return new CostEstimate(
                NAME,
                pass.point(energy),
                CostEstimate.Scope.ACCELERATOR,
                terms,
                Optional.empty(),
                warnings(workload, fittedOn, own));
    }

    private List<String> warnings(Workload workload, Optional<Gpu> fittedOn, boolean own) {
        if (fittedOn.isEmpty()) {
            return List.of(
                    "the coefficients were fitted on %s, which the catalogue of GPUs lacks; their times are taken as they are"
                            .formatted(coefficients.hardware()));
        }
        return own
                ? workload.precisionUnused("the times are those of the fit")
                : List.of("the coefficients of %s were fitted on %s; 'wattledger fit alpha-flops' fits your own"
                        .formatted(NAME, coefficients.hardware()));
    }

    private record Scaling(double faster, String derivation) {}

    private static Scaling scaling(Gpu gpu, Gpu fittedOn, Optional<Precision> precision) {
        Precision used = precision.orElse(Precision.FP32);
        double faster = gpu.peakTflops(used) / fittedOn.peakTflops(Precision.FP32);
        return new Scaling(
                faster,
                "peak at %s %s TFLOPS ÷ FP32 peak %s TFLOPS of %s; assumed to scale"
                        .formatted(
                                used.label(),
                                gpu.peakTflops(used),
                                fittedOn.peakTflops(Precision.FP32),
                                fittedOn.name()));
    }

    private double seconds(Operation operation) {
        Operation.Geometry geometry = operation.geometry();
        double positions = (double) geometry.positions() * geometry.batch();
        double macs = (double) operation.macs() / geometry.sequential();
        return geometry.sequential()
                * coefficients.seconds(macs, geometry.kernelHeight(), geometry.kernelWidth(), positions);
    }
}
