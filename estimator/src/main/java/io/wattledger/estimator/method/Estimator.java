package io.wattledger.estimator.method;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.HostShare;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Answers what an inference costs: picks the method, adds the host's share, and sites the energy. */
public final class Estimator {

    private final Methods methods;
    private final boolean withHost;

    /**
     * An estimator over some methods.
     *
     * @param withHost whether the host's share is added to what a method says of the accelerator, where a GPU is named; a
     *     machine that is known by its date alone has no host to speak of
     */
    public Estimator(Methods methods, boolean withHost) {
        this.methods = methods;
        this.withHost = withHost;
    }

    /**
     * What one inference of the workload costs.
     *
     * @param method its name; empty for the default of the model's family
     * @throws EstimateException if the question cannot be answered; the message says why
     */
    public Answer answer(Workload workload, Optional<String> method, Place place) {
        Method chosen = chosen(workload, method);
        CostEstimate cost = cost(workload, chosen);
        Estimate<Joules> energy =
                cost.point().energy(1, inputTokens(workload), workload.cachedInputTokens(), workload.outputTokens());
        List<Term> terms = new ArrayList<>(cost.terms());
        terms.addAll(place.terms());
        return new Answer(
                workload,
                chosen.formula(),
                cost,
                energy,
                place.facility(energy),
                place.water(energy),
                place.carbon(energy),
                terms);
    }

    private Method chosen(Workload workload, Optional<String> method) {
        return method.map(methods::require).orElseGet(() -> methods.defaultFor(workload));
    }

    /** The rates of a workload, with the host. */
    private CostEstimate cost(Workload workload, Method method) {
        CostEstimate cost = method.estimate(workload);
        boolean add = withHost && workload.gpu().isPresent() && cost.scope() == CostEstimate.Scope.ACCELERATOR;
        return add ? hosted(cost) : cost;
    }

    /**
     * A row of the cost table.
     *
     * @param batches batch sizes to give operating points for, the default first; empty for the method's own
     */
    public CostRow row(Workload workload, Optional<String> method, List<Integer> batches) {
        String gpu = workload.requireGpu("a cost row").name();
        Optional<CostRow> measured = methods.measured(workload);
        boolean wanted = method.isEmpty() || method.get().equals(Measured.NAME);
        if (measured.isPresent() && wanted && batches.isEmpty()) {
            return measured.get();
        }
        List<Integer> sizes = batches.isEmpty() ? List.of(workload.batchSize().orElse(1)) : batches;
        List<OperatingPoint> points = new ArrayList<>();
        List<Term> terms = new ArrayList<>();
        String name = "";
        Optional<String> calibratedOn = Optional.empty();
        for (int size : sizes) {
            Workload sized = workload.withBatchSize(OptionalInt.of(size));
            CostEstimate cost = cost(sized, chosen(sized, method));
            points.add(cost.point());
            cost.terms().stream()
                    .map(term -> sizes.size() == 1 ? term : named(term, size))
                    .forEach(terms::add);
            name = cost.method();
            calibratedOn = cost.calibratedOn();
        }
        return new CostRow(workload.model().name(), gpu, name, calibratedOn, points, terms);
    }

    private static Term named(Term term, int batchSize) {
        return new Term(
                "%s, batch size %d".formatted(term.name(), batchSize), term.value(), term.unit(), term.source());
    }

    /** Input tokens of the inference: those asked for, or the model's own length. */
    private static long inputTokens(Workload workload) {
        if (!workload.language()) {
            return 0;
        }
        return workload.inputTokens().orElseGet(() -> ownLength(workload));
    }

    private static long ownLength(Workload workload) {
        Model model = workload.model();
        return model.network()
                .flatMap(network -> Lengths.of(network.input()).stream().boxed().findFirst())
                .or(() -> model.published().map(published -> (long) published.tokens()))
                .orElseThrow(() -> new EstimateException(
                        "%s has no length of its own; say how long the input is with --input-tokens"
                                .formatted(model.name())));
    }

    private static CostEstimate hosted(CostEstimate cost) {
        List<Term> terms = new ArrayList<>(cost.terms());
        terms.add(new Term(
                "share of the host",
                HostShare.CENTRAL_GOOGLE_2025,
                "",
                "low %s (assumed), high %s (DGX H100, data sheet); central: Google, arXiv 2508.15734, 2025-08"
                        .formatted(HostShare.LOW_ASSUMED, HostShare.HIGH_NVIDIA_DGX_H100)));
        return new CostEstimate(
                cost.method(),
                cost.point().map(HostShare::added),
                CostEstimate.Scope.IT,
                terms,
                cost.calibratedOn(),
                cost.warnings());
    }
}
