package io.wattledger.estimator.method;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Freshness;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.PowerShare;
import io.wattledger.estimator.Term;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.vision.GpuSpeed;
import io.wattledger.estimator.vision.ImageWork;
import io.wattledger.estimator.vision.VisionCalibration;
import io.wattledger.estimator.vision.VisionEstimate;
import io.wattledger.estimator.vision.VisionRoofline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Vision models: how long arithmetic, activations, weights and launches of an image take, times the power of the board. Without a
 * batch it takes that of the measurements. The measurements hold no power, and the catalogue no idle power: its share of the
 * board's is assumed ({@link PowerShare}).
 */
public final class RooflineInVision implements Method {

    /** The name of the method. */
    public static final String NAME = "roofline-in-vision";

    private final Optional<VisionRoofline> roofline;
    private final Freshness freshness;

    /**
     * The method.
     *
     * @param calibration without one it answers nothing
     * @param freshness what is asked for, of which the calibration may be no longer, or never was
     */
    public RooflineInVision(Optional<VisionCalibration> calibration, Freshness freshness) {
        this.roofline = calibration.map(VisionRoofline::new);
        this.freshness = freshness;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String formula() {
        return "energy = (a × FLOPs ÷ peak + b × bytes of activations ÷ bandwidth + (launches + bytes of weights ÷ bandwidth) ÷ batch)"
                + " × power × share of the power";
    }

    @Override
    public List<OptionalInt> batchSizes() {
        return RooflineInServing.unknownAndAll();
    }

    /** Whether it can answer. */
    boolean covers(Workload workload) {
        return roofline.isPresent()
                && workload.gpu()
                        .filter(gpu ->
                                GpuSpeed.find(gpu).isPresent() && gpu.power().isPresent())
                        .isPresent()
                && work(workload.model()).isPresent();
    }

    @Override
    public CostEstimate estimate(Workload workload) {
        Gpu gpu = workload.requireGpu(NAME);
        VisionRoofline calibrated = roofline.orElseThrow(
                () -> new EstimateException(NAME + " needs a calibration; make one with 'wattledger calibrate'"));
        Model model = workload.model();
        ImageWork work = work(model).orElseThrow(() -> new EstimateException(reason(model)));
        VisionEstimate estimate = calibrated.estimate(work, gpu, workload.batchSize());
        VisionCalibration calibration = calibrated.calibration();
        List<String> warnings = new ArrayList<>(workload.precisionUnused("the measurements are of mixed precision"));
        warnings.addAll(estimate.warnings());
        warnings.addAll(freshness.warnings(calibration.fittedOn(), calibration.stack()));
        double seconds = estimate.time().total();
        Estimate<Joules> none = Estimate.exactly(new Joules(0));
        return new CostEstimate(
                NAME,
                new OperatingPoint(
                        estimate.batch(),
                        PowerShare.during(
                                estimate.low() * seconds, seconds, estimate.high() * seconds, gpu.requirePower()),
                        none,
                        none,
                        none),
                CostEstimate.Scope.ACCELERATOR,
                terms(workload, gpu, estimate, calibration),
                Optional.of("%s, %s".formatted(calibration.fittedOn(), calibration.stack())),
                warnings);
    }

    /** By its layers, or by what a document says of it; empty where neither is known, and for models that take no images. */
    private static Optional<ImageWork> work(Model model) {
        if (!model.family().vision()) {
            return Optional.empty();
        }
        return model.network().map(ImageWork::of).or(() -> model.published()
                .filter(published -> published.parameters() > 0)
                .map(published -> new ImageWork(
                        published.flops().value(), OptionalDouble.empty(), published.parameters(), model.family())));
    }

    private static String reason(Model model) {
        return model.family().vision()
                ? "neither the layers of %s nor published counts of its FLOPs and parameters are known; describe it with --network FILE"
                        .formatted(model.name())
                : "%s is for vision models, and %s is of family %s; leave --method out"
                        .formatted(NAME, model.name(), model.family().label());
    }

    private static List<Term> terms(
            Workload workload, Gpu gpu, VisionEstimate estimate, VisionCalibration calibration) {
        ImageWork work = estimate.work();
        Model model = workload.model();
        String origin = model.network()
                .map(network -> "counted over the layers of %s (%s), %s"
                        .formatted(network.name(), network.source(), network.input()))
                .or(() -> model.published().map(Model.PublishedFlops::source))
                .orElse("");
        String derived = "power law of the FLOPs, fitted %s through the measured models of family %s"
                .formatted(calibration.fittedOn(), work.family().label());
        String specification = gpu.source() + ", " + gpu.sourceDate();
        String fit = "fitted %s to %s".formatted(calibration.fittedOn(), calibration.stack());
        String constant = calibration.gpus().containsKey(gpu.name()) ? fit : fit + ", all GPUs that were measured";
        String range = "90 % range on families left out of the fit, with what is not known";
        double a = estimate.constants().arithmetic().getOrDefault(work.family(), 0.0);
        double b = estimate.constants().memory().getOrDefault(work.family(), 0.0);
        return List.of(
                new Term("FLOPs per inference", work.flops(), "FLOP", origin),
                new Term(
                        "activations",
                        work.activations().orElseThrow(),
                        "",
                        model.network().isPresent() ? origin : derived),
                new Term("parameters", work.parameters(), "", origin),
                new Term(
                        "peak",
                        estimate.speed().flopsPerSecond(),
                        "FLOP/s",
                        "dense 16-bit, sums of 32 bits: " + specification),
                new Term("bandwidth", estimate.speed().bytesPerSecond(), "B/s", specification),
                new Term("a, " + work.family().label(), a, "", constant),
                new Term("b, " + work.family().label(), b, "", constant),
                new Term("launches of a pass", estimate.constants().launchSeconds(), "s", constant),
                new Term("batch size", estimate.batch(), "", "images that run together"),
                new Term("time of arithmetic", estimate.time().arithmetic(), "s", "a × FLOPs ÷ peak"),
                new Term("time of activations", estimate.time().activations(), "s", "b × 2 bytes each ÷ bandwidth"),
                new Term("time of weights", estimate.time().weights(), "s", "4 bytes each ÷ bandwidth ÷ batch"),
                new Term("time of launches", estimate.time().launches(), "s", "launches ÷ batch"),
                new Term(CostEstimate.TIME, estimate.time().total(), "s", "their sum"),
                new Term("range of the time, low", estimate.low(), "", range),
                new Term("range of the time, high", estimate.high(), "", range),
                HardwareEfficiency.boardPower(gpu),
                new Term(
                        "share of the power drawn",
                        PowerShare.CENTRAL_ASSUMED,
                        "",
                        "ASSUMPTION, low %s, high %s: no power was measured in these files"
                                .formatted(PowerShare.LOW_ASSUMED, PowerShare.HIGH)));
    }
}
