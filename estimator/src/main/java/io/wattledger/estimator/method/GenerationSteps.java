package io.wattledger.estimator.method;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Freshness;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Term;
import io.wattledger.estimator.catalogue.GenerationModel;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.generation.GenerationCalibration;
import io.wattledger.estimator.generation.GenerationEstimate;
import io.wattledger.estimator.generation.GenerationTask;
import io.wattledger.estimator.generation.GenerationTerm;
import io.wattledger.estimator.generation.Link;
import io.wattledger.estimator.network.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Image and video generators: what the passes of all steps compute, launch and exchange. */
public final class GenerationSteps implements Method {

    /** The name of the method. */
    public static final String NAME = "generation-steps";

    private static final Estimate<Joules> NONE = Estimate.exactly(new Joules(0));

    private final Optional<GenerationCalibration> calibration;
    private final Freshness freshness;

    /**
     * The method.
     *
     * @param calibration without one it answers nothing
     * @param freshness what is asked for, of which the calibration may be no longer, or never was
     */
    public GenerationSteps(Optional<GenerationCalibration> calibration, Freshness freshness) {
        this.calibration = calibration;
        this.freshness = freshness;
    }

    /** Why another method does not price what only this one does. */
    static EstimateException insteadOf(String other, Family family) {
        return new EstimateException("%s prices one pass of a network, and a model of family %s takes many; use %s"
                .formatted(other, family.label(), NAME));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String formula() {
        return "energy = Σ coefficient × nominal energy of each term, by the specification of the accelerator;"
                + " FLOP = passes × (2 × parameters × share × tokens + 4 × tokens² × layers × hidden size)";
    }

    @Override
    public CostEstimate estimate(Workload workload) {
        if (!workload.model().family().generator()) {
            throw new EstimateException("%s is for image and video generators, and %s is a %s model; leave --method out"
                    .formatted(
                            NAME,
                            workload.model().name(),
                            workload.model().family().label()));
        }
        workload.requireGpu(NAME);
        GenerationTask task = workload.generationTask()
                .orElseThrow(() ->
                        new EstimateException("%s is not described; 'wattledger catalogue models' has those that are"
                                .formatted(workload.model().name())));
        GenerationCalibration calibrated = calibration.orElseThrow(
                () -> new EstimateException(NAME + " needs a calibration; make one with 'wattledger calibrate'"));
        GenerationEstimate estimate = GenerationEstimate.of(task, calibrated);
        List<String> warnings = new ArrayList<>(workload.precisionUnused("all models were measured in bfloat16"));
        if (workload.batchSize().isEmpty()) {
            warnings.add("no batch size was given: one item is made at a time");
        }
        warnings.addAll(estimate.warnings());
        warnings.addAll(freshness.warnings(calibrated.fittedOn(), calibrated.stack()));
        return new CostEstimate(
                NAME,
                new OperatingPoint(task.batchSize(), estimate.perItem(), NONE, NONE, NONE),
                CostEstimate.Scope.ACCELERATOR,
                terms(estimate, calibrated),
                Optional.of("%s, %s".formatted(calibrated.fittedOn(), calibrated.stack())),
                warnings);
    }

    private static List<Term> terms(GenerationEstimate estimate, GenerationCalibration calibration) {
        GenerationTask task = estimate.task();
        GenerationModel model = task.model();
        Gpu gpu = task.gpu();
        String ofModel = model.source() + ", " + model.sourceDate();
        String ofGpu = gpu.source() + ", " + gpu.sourceDate();
        Link link = Link.of(gpu);
        List<Term> terms = new ArrayList<>();
        terms.add(new Term("parameters of the denoiser", model.parameters(), "", ofModel));
        terms.add(new Term("share of them that an image token goes through", model.imageTokenShare(), "", ofModel));
        terms.add(new Term(
                "layers × hidden size",
                task.layerNumbers(),
                "",
                task.shapeDerived() ? "derived from the number of parameters; ASSUMPTION" : ofModel));
        terms.add(new Term(
                "tokens",
                task.tokens(),
                "",
                "%d × %d pixels, %d frames; a token spans %d × %d pixels and %d frames"
                        .formatted(
                                task.width(),
                                task.height(),
                                task.frames(),
                                model.pixelsPerToken(),
                                model.pixelsPerToken(),
                                model.framesPerLatent() * model.latentsPerToken())));
        terms.add(new Term(
                "passes", task.passes(), "", "%d steps × %d, %s".formatted(task.steps(), model.passes(), ofModel)));
        terms.add(new Term("FLOPs per item", task.flops().value(), "FLOP", "by the formula above; 2 per multiply-add"));
        terms.add(new Term("dense 16-bit peak", gpu.sixteenBitTflops(), "TFLOPS", ofGpu));
        terms.add(new Term("power", gpu.requirePower().value(), "W", ofGpu));
        terms.add(new Term("accelerators", task.gpuCount(), "", "that make an item together"));
        terms.add(new Term("batch size", task.batchSize(), "", "items that are made at once"));
        if (task.gpuCount() > 1) {
            terms.add(new Term("link", link.bytesPerSecond(), "B/s", link.source()));
        }
        for (GenerationTerm term : GenerationTerm.values()) {
            terms.add(new Term(
                    term.label(),
                    estimate.joules().getOrDefault(term, 0.0),
                    "J",
                    "coefficient %s, fitted %s to %s"
                            .formatted(
                                    calibration.coefficients().of(term, gpu.name()),
                                    calibration.fittedOn(),
                                    calibration.stack())));
        }
        String range = calibration.coefficients().measured(gpu.name())
                ? "90 % range on models left out of the fit"
                : "90 % range on models left out of the fit, widened for the accelerator; ASSUMPTION";
        terms.add(new Term("range, low", estimate.range().low(), "", range));
        terms.add(new Term("range, high", estimate.range().high(), "", range));
        return terms;
    }
}
