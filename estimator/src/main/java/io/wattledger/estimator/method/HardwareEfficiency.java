package io.wattledger.estimator.method;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.PowerShare;
import io.wattledger.estimator.Term;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Energy = power × Σ time of the operations, the time by hardware-efficiency laws: small operations achieve little of
 * the peak. "Modeling Energy Consumption in Deep Learning Architectures Using Power Laws", equations 1 to 4, read
 * physically.
 */
public final class HardwareEfficiency implements Method {

    /** The name of the method. */
    public static final String NAME = "hardware-efficiency";

    /**
     * 1.55: the efficiencies that the document prints for model A of its own example (table 8) are smaller by up to this factor
     * than those of its coefficients (equation 4 with table 7: 7.97 % ÷ 5.15 %).
     */
    static final double TIME_ERROR_TABLE_8 = 1.55;

    private static final double TERA = 1e12;

    private final Optional<EfficiencyLaws> own;

    /** The method with laws of the user's own, or with the published ones of the workload's GPU. */
    public HardwareEfficiency(Optional<EfficiencyLaws> own) {
        this.own = own;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String formula() {
        return "energy = Σ operations (FLOPs ÷ (peak × η)) ÷ batch × power × share of the power";
    }

    @Override
    public CostEstimate estimate(Workload workload) {
        Gpu gpu = workload.requireGpu(NAME);
        EfficiencyLaws laws = laws(gpu, own);
        WholePass pass = WholePass.of(workload, NAME);
        OperationTimes times = OperationTimes.of(pass.cost(), laws);
        int batch = pass.batch();
        double perInference = times.totalSeconds() / batch;
        List<Term> terms = terms(times, laws, "operation by operation");
        terms.add(new Term(CostEstimate.TIME, perInference, "s", "sum of the times ÷ batch of " + batch));
        terms.add(boardPower(gpu));
        terms.add(powerShare());
        Estimate<Joules> energy = PowerShare.during(
                perInference / TIME_ERROR_TABLE_8, perInference, perInference * TIME_ERROR_TABLE_8, gpu.requirePower());
        return new CostEstimate(
                NAME,
                pass.point(energy),
                CostEstimate.Scope.ACCELERATOR,
                terms,
                Optional.empty(),
                warnings(workload, gpu, laws));
    }

    private static List<String> warnings(Workload workload, Gpu gpu, EfficiencyLaws laws) {
        List<String> warnings = new ArrayList<>(workload.precisionUnused("the laws are of %s at a peak of %s TFLOPS"
                .formatted(laws.hardware(), laws.peakFlopPerSecond() / TERA)));
        boolean published = laws.gpus().contains(gpu.name());
        if (!published && !GpuCatalogue.bundled().find(laws.hardware()).equals(Optional.of(gpu))) {
            warnings.add(
                    "the laws were fitted on %s, and the power is that of %s".formatted(laws.hardware(), gpu.name()));
        }
        return warnings;
    }

    /** The operations of a workload's pass, each with its time. */
    OperationTimes times(Workload workload) {
        return OperationTimes.of(WholePass.of(workload, NAME).cost(), laws(workload.requireGpu(NAME), own));
    }

    static EfficiencyLaws laws(Gpu gpu, Optional<EfficiencyLaws> own) {
        return own.or(() -> EfficiencyLaws.published(gpu.name()))
                .orElseThrow(() -> new EstimateException(
                        "%s has published laws for the A100 and the RTX 2080 Ti only, not for %s; fit yours with 'wattledger fit efficiency' and give them with --coefficients"
                                .formatted(NAME, gpu.name())));
    }

    static Term boardPower(Gpu gpu) {
        return new Term("board power", gpu.requirePower().value(), "W", gpu.source() + ", " + gpu.sourceDate());
    }

    static Term powerShare() {
        return new Term(
                "share of the power drawn",
                PowerShare.CENTRAL_ASSUMED,
                "",
                "assumed; low %s, high %s".formatted(PowerShare.LOW_ASSUMED, PowerShare.HIGH));
    }

    static List<Term> terms(OperationTimes times, EfficiencyLaws laws, String how) {
        List<Term> terms = new ArrayList<>();
        times.byPart().forEach((part, timing) -> {
            EfficiencyLaw law = timing.law();
            terms.add(new Term(
                    "time of %s".formatted(part.label()),
                    timing.seconds(),
                    "s",
                    "%s FLOP at η = %s %% (1 − exp(−%s c^%s)) of %s FLOP/s, %s: %s, %s"
                            .formatted(
                                    timing.flops().value(),
                                    law.maxPercent(),
                                    law.k(),
                                    law.alpha(),
                                    laws.peakFlopPerSecond(),
                                    how,
                                    laws.source(),
                                    laws.sourceDate())));
        });
        return terms;
    }
}
