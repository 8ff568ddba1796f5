package io.wattledger.estimator.method;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.HostShare;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

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
        Workload completed = chosen.completed(workload);
        OptionalLong inputTokens = inputTokens(completed);
        Estimate<Joules> energy =
                cost.point().energy(1, inputTokens.orElse(0), completed.cachedInputTokens(), completed.outputTokens());
        List<Term> terms = new ArrayList<>(cost.terms());
        terms.addAll(place.terms());
        List<String> warnings = new ArrayList<>(cost.warnings());
        if (inputTokens.isPresent() && completed.inputTokens().isEmpty()) {
            warnings.add("no number of input tokens was given; %d are taken, the model's own length"
                    .formatted(inputTokens.getAsLong()));
        }
        if (completed.outputTokens() == 0
                && cost.point().perOutputToken().central().value() > 0) {
            warnings.add("without output tokens the energy is that of the input alone");
        }
        if (!withHost && cost.scope() == CostEstimate.Scope.IT) {
            warnings.add("%s has the host in it and cannot tell the accelerator alone".formatted(cost.method()));
        }
        return new Answer(
                completed,
                cost.terms().containsAll(HostShare.terms())
                        ? chosen.formula() + "; with the host × (1 + its shares)"
                        : chosen.formula(),
                cost,
                energy,
                place.facility(energy),
                place.water(energy),
                place.carbon(energy),
                inputTokens,
                terms,
                warnings);
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
     * @param batches batch sizes to give operating points for, the default first; empty for that of the workload, or the method's own
     * @param warnings takes what a reader of the row must know
     * @throws EstimateException if the question cannot be answered; the message says why
     */
    public CostRow row(Workload workload, Optional<String> method, List<Integer> batches, Consumer<String> warnings) {
        String gpu = workload.requireGpu("a cost row").name();
        Optional<CostRow> measured = methods.measured(workload)
                .filter(row -> method.orElse(Measured.NAME).equals(Measured.NAME));
        if (measured.isPresent()) {
            CostRow row = measured.get();
            CostRow asked = batches.isEmpty() ? row : row.withPoints(Measured.points(row, batches));
            return withHost ? HostShare.added(asked) : asked;
        }
        List<OptionalInt> sizes = batches.isEmpty()
                ? batchSizes(workload, method)
                : batches.stream().map(OptionalInt::of).toList();
        // A batch that nobody knows may turn out to be one of the others: no larger one fits the memory.
        List<CostEstimate> costs = List.copyOf(sizes.stream()
                .map(workload::withBatchSize)
                .map(sized -> cost(sized, chosen(sized, method)))
                .collect(Collectors.toMap(CostEstimate::point, cost -> cost, (a, b) -> a, LinkedHashMap::new))
                .values());
        // Of a method's own batches the default says what a reader must know; nobody asked for the others.
        costs.stream()
                .limit(batches.isEmpty() ? 1 : costs.size())
                .flatMap(cost -> cost.warnings().stream())
                .distinct()
                .forEach(warnings);
        CostEstimate first = costs.get(0);
        List<OperatingPoint> points = costs.stream().map(CostEstimate::point).toList();
        CostRow row =
                new CostRow(workload.model().name(), gpu, first.method(), first.calibratedOn(), points, List.of());
        return row.withTerms(costs.size() == 1 ? first.terms() : terms(row, costs));
    }

    private List<OptionalInt> batchSizes(Workload workload, Optional<String> method) {
        return workload.batchSize().isPresent()
                ? List.of(workload.batchSize())
                : chosen(workload, method).batchSizes();
    }

    /** Those that all points share, and then those of each under its batch size. */
    private static List<Term> terms(CostRow row, List<CostEstimate> costs) {
        Set<Term> shared = new LinkedHashSet<>(costs.get(0).terms());
        costs.forEach(cost -> shared.retainAll(cost.terms()));
        List<Term> terms = new ArrayList<>(shared);
        for (CostEstimate cost : costs) {
            String suffix = row.suffixOf(cost.point());
            cost.terms().stream()
                    .filter(term -> !shared.contains(term))
                    .map(term -> new Term(term.name() + suffix, term.value(), term.unit(), term.source()))
                    .forEach(terms::add);
        }
        return terms;
    }

    /** Input tokens of the inference: those asked for, or the model's own length. */
    private static OptionalLong inputTokens(Workload workload) {
        if (!workload.language()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(workload.inputTokens().orElseGet(() -> ownLength(workload)));
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
        terms.addAll(HostShare.terms());
        return new CostEstimate(
                cost.method(),
                cost.point().map(HostShare::added),
                CostEstimate.Scope.IT,
                terms,
                cost.calibratedOn(),
                cost.warnings());
    }
}
