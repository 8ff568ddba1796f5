package io.wattledger.estimator.method;

import io.wattledger.estimator.CachedTokens;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Rate;
import io.wattledger.estimator.Term;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.serving.ModelShape;
import io.wattledger.estimator.serving.ServedModel;
import io.wattledger.estimator.serving.Serving;
import io.wattledger.estimator.serving.ServingCalibration;
import io.wattledger.estimator.serving.ServingEstimate;
import io.wattledger.estimator.serving.ServingQuestion;
import io.wattledger.estimator.serving.ServingRoofline;
import io.wattledger.estimator.serving.ServingTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Language models that are served: what a step of decoding reads, computes and waits for, shared by its batch. */
public final class RooflineInServing implements Method {

    /** The name of the method. */
    public static final String NAME = "roofline-in-serving";

    /** A table in powers of two; the books interpolate between them. */
    private static final int LARGEST_BATCH = 1024;

    private static final String DERIVED = "derived from the number of parameters; ASSUMPTION";

    private final Optional<ServingRoofline> roofline;

    /**
     * The method.
     *
     * @param roofline without one it answers nothing
     */
    public RooflineInServing(Optional<ServingRoofline> roofline) {
        this.roofline = roofline;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String formula() {
        return "energy = Σ coefficient × nominal energy of each term, by the specification of the accelerator";
    }

    @Override
    public List<OptionalInt> batchSizes() {
        return unknownAndAll();
    }

    /** One that nobody knows, and the table. */
    static List<OptionalInt> unknownAndAll() {
        return Stream.concat(Stream.of(OptionalInt.empty()), tableOfBatches().mapToObj(OptionalInt::of))
                .toList();
    }

    /** The batch sizes of a table of operating points, from 1 to 1024. */
    public static IntStream tableOfBatches() {
        return IntStream.iterate(1, batch -> batch <= LARGEST_BATCH, batch -> 2 * batch);
    }

    @Override
    public Workload completed(Workload workload) {
        if (workload.inputTokens().isPresent()) {
            return workload;
        }
        return workload.withTokens(
                ServingRoofline.INPUT_TOKENS_CHAT_ML_ENERGY,
                workload.outputTokens() > 0 ? workload.outputTokens() : ServingRoofline.OUTPUT_TOKENS_ASSUMED);
    }

    /** Whether it can answer. */
    boolean covers(Workload workload) {
        return roofline.isPresent()
                && workload.gpu().isPresent()
                && workload.model().served().isPresent();
    }

    @Override
    public CostEstimate estimate(Workload workload) {
        Gpu gpu = workload.requireGpu(NAME);
        ServingRoofline calibrated = roofline.orElseThrow(
                () -> new EstimateException(NAME + " needs a calibration; make one with 'wattledger calibrate'"));
        ServedModel model = workload.model()
                .served()
                .orElseThrow(() -> new EstimateException(
                        "%s needs the parameters of %s; give them with --total-params and --active-params"
                                .formatted(NAME, workload.model().name())));
        ServingEstimate estimate = calibrated.estimate(new ServingQuestion(
                model,
                gpu,
                workload.gpuCount(),
                workload.batchSize().isPresent()
                        ? OptionalDouble.of(workload.batchSize().getAsInt())
                        : OptionalDouble.empty(),
                positive(workload.inputTokens().orElse(0)),
                positive(workload.outputTokens())));
        ServingCalibration calibration = calibrated.calibration();
        List<String> warnings = new ArrayList<>(workload.precisionUnused("it is that of the weights"));
        warnings.addAll(estimate.warnings());
        Estimate<Joules> perInputToken = estimate.per(Rate.INPUT_TOKEN);
        return new CostEstimate(
                NAME,
                new OperatingPoint(
                        (int) Math.max(1, Math.round(estimate.serving().batchSize())),
                        estimate.per(Rate.INFERENCE),
                        perInputToken,
                        CachedTokens.of(perInputToken),
                        estimate.per(Rate.OUTPUT_TOKEN)),
                CostEstimate.Scope.ACCELERATOR,
                terms(estimate, calibration),
                Optional.of("%s, %s".formatted(calibration.fittedOn(), calibration.stack())),
                warnings);
    }

    private static OptionalDouble positive(long tokens) {
        return DoubleStream.of((double) tokens).filter(count -> count > 0).findFirst();
    }

    private static List<Term> terms(ServingEstimate estimate, ServingCalibration calibration) {
        Serving serving = estimate.serving();
        ServedModel model = serving.model();
        ModelShape shape = model.shape();
        String origin = shape.derived() ? DERIVED : "config.json of the model (open-models.csv)";
        List<Term> terms = new ArrayList<>();
        terms.add(new Term("parameters", model.totalParameters(), "", "of the model"));
        terms.add(new Term("active parameters", model.activeParameters(), "", "of the model"));
        terms.add(new Term(
                "bytes per weight",
                model.format().bytesPerWeight(),
                "B",
                model.format().label()));
        terms.add(new Term("layers", shape.layers(), "", origin));
        terms.add(new Term("hidden size", shape.hiddenSize(), "", origin));
        terms.add(new Term("keys and values of a token", shape.cacheBytesPerToken(), "B", origin));
        terms.add(new Term("share of experts of a token", shape.expertShare(), "", origin));
        terms.add(new Term("accelerators", serving.gpuCount(), "", "of a replica"));
        terms.add(new Term("batch size", serving.batchSize(), "", "requests in flight, the mean"));
        terms.add(new Term("input tokens", serving.inputTokens(), "", "of a request"));
        terms.add(new Term("output tokens", serving.outputTokens(), "", "of a request"));
        for (ServingTerm term : ServingTerm.values()) {
            Double joules = estimate.joules().get(term);
            if (joules != null && joules > 0) {
                terms.add(new Term(
                        term.label(),
                        joules,
                        "J per output token",
                        "coefficient %s, fitted %s to %s"
                                .formatted(
                                        calibration.coefficients().get(term),
                                        calibration.fittedOn(),
                                        calibration.stack())));
            }
        }
        String range = "90 % range on families left out of the fit, with what is not known";
        terms.add(new Term("range, low", estimate.low(), "", range));
        terms.add(new Term("range, high", estimate.high(), "", range));
        return terms;
    }
}
