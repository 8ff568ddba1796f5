package io.wattledger.estimator.method;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Freshness;
import io.wattledger.estimator.UnknownNameException;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.network.Family;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * All methods, and which one answers when nobody asks for one:
 *
 * <ol>
 *   <li>measured, where somebody measured the model on the GPU;
 *   <li>hardware-efficiency for recurrent networks where the GPU has laws: their small operations achieve so little of
 *       the peak that FLOPs per watt says nothing;
 *   <li>the roofline in vision for vision models on a GPU with published peak, bandwidth and power;
 *   <li>FLOPs per watt for vision models on other machines and of a date, for encoders and other recurrent networks;
 *   <li>the roofline in serving for language models that generate, where their parameters are known;
 *   <li>the steps of generation for models that make images and videos;
 *   <li>none for others: FLOPs per watt is off by a median of 42 there ({@link FormulaError}), and no figure is better than one
 *       that nobody should book.
 * </ol>
 */
public final class Methods {

    private final Measured measured;
    private final RooflineInServing serving;
    private final RooflineInVision vision;
    private final GenerationSteps generation;
    private final List<Method> all;

    /** The methods over a cost catalogue, with published coefficients, and without calibrations. */
    public Methods(CostCatalogue costs) {
        this(
                costs,
                AlphaFlopsCoefficients.QUADRO_T2000_ASPERTI_2021,
                Optional.empty(),
                new RooflineInServing(Optional.empty()),
                new RooflineInVision(Optional.empty(), Freshness.on(LocalDate.MIN)),
                new GenerationSteps(Optional.empty(), Freshness.on(LocalDate.MIN)));
    }

    /** The methods with coefficients of the user's own. */
    public Methods(
            CostCatalogue costs,
            AlphaFlopsCoefficients alphaFlops,
            Optional<EfficiencyLaws> laws,
            RooflineInServing serving,
            RooflineInVision vision,
            GenerationSteps generation) {
        this.measured = new Measured(costs);
        this.serving = serving;
        this.vision = vision;
        this.generation = generation;
        this.all = List.of(
                measured,
                serving,
                vision,
                generation,
                new FlopsPerWatt(),
                new AlphaFlops(alphaFlops),
                new HardwareEfficiency(laws),
                new EfficiencyRegression());
    }

    /** Names of all methods. */
    public List<String> names() {
        return all.stream().map(Method::name).toList();
    }

    /**
     * The method of a name.
     *
     * @throws UnknownNameException with the nearest names
     */
    public Method require(String name) {
        return all.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnknownNameException("method", name, names(), "'wattledger estimate --help'"));
    }

    /** The measured row of a workload, if there is one. */
    public Optional<CostRow> measured(Workload workload) {
        return measured.row(workload);
    }

    /**
     * The method that answers a workload by default.
     *
     * @throws EstimateException if none should
     */
    public Method defaultFor(Workload workload) {
        if (measured.row(workload).isPresent()) {
            return measured;
        }
        if (serving.covers(workload)) {
            return serving;
        }
        if (vision.covers(workload)) {
            return vision;
        }
        Family family = workload.model().family();
        if (family.generator()) {
            return generation;
        }
        if (family == Family.LANGUAGE_DECODER) {
            throw new EstimateException(
                    "nobody measured %s%s, and no published formula is near for language models that generate (FLOPs per watt gives a median of 1/42 of the measured energy); name a measured GPU ('wattledger catalogue costs'), give its parameters (--total-params), or ask for --method flops-per-watt"
                            .formatted(
                                    workload.model().name(),
                                    workload.gpu()
                                            .map(gpu -> " on " + gpu.name())
                                            .orElse("")));
        }
        boolean laws = workload.gpu()
                .flatMap(gpu -> EfficiencyLaws.published(gpu.name()))
                .filter(published -> published.laws().containsKey(EfficiencyLaws.Part.GATES))
                .isPresent();
        return require(family == Family.RECURRENT && laws ? HardwareEfficiency.NAME : FlopsPerWatt.NAME);
    }
}
