package io.wattledger.estimator.method;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Term;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.method.EfficiencyLaws.Part;
import io.wattledger.estimator.method.Regression.Coefficient;
import io.wattledger.estimator.method.Regression.Variable;
import io.wattledger.estimator.network.NetworkCost;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Energy of a batch by the document's own regressions on the durations of its operations ("Modeling Energy Consumption
 * in Deep Learning Architectures Using Power Laws", tables 3 and 5). The regressions are of training runs; their unit
 * of time, "10^6 seconds", cannot be. For transformers durations enter in the units in which the worked example prints
 * them: projections in 1e-4 s, attention in ms. Kept because it is published; {@link HardwareEfficiency} is the
 * physical reading.
 */
public final class EfficiencyRegression implements Method {

    /** The name of the method. */
    public static final String NAME = "hardware-efficiency-regression";

    /** 19.4 printed for 1.94 ms: section 5.2, table 8, projections of model A. */
    private static final double PROJECTION_UNITS_PER_SECOND_TABLE_8 = 1e4;

    /** 0.64 printed for 0.647 ms: section 5.2, table 8, attention output of model A. */
    private static final double ATTENTION_UNITS_PER_SECOND_TABLE_8 = 1e3;

    /** Tables 4 and 5 have no example to read a unit from: seconds ÷ 10^6, as printed. */
    private static final double RECURRENT_UNITS_PER_SECOND_TABLE_5 = 1e-6;

    private static final double TERA = 1e12;
    private static final double MILLION = 1e6;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String formula() {
        return "energy = (constant + Σ coefficient × duration) ÷ batch";
    }

    @Override
    public CostEstimate estimate(Workload workload) {
        Gpu gpu = workload.requireGpu(NAME);
        Regression regression = regression(workload.model());
        EfficiencyLaws laws = HardwareEfficiency.laws(gpu, Optional.empty());
        WholePass pass = WholePass.of(workload, NAME);
        OperationTimes times = OperationTimes.together(pass.cost(), laws);
        Map<Variable, Double> values = values(pass.cost(), times);
        List<Term> terms = HardwareEfficiency.terms(times, laws, "all of them together");
        for (Coefficient coefficient : regression.terms()) {
            terms.add(new Term(
                    "coefficient of " + coefficient.variable().label(),
                    coefficient.estimate(),
                    regression.joulesPerUnit() == 1 ? "J per unit" : "Wh per unit",
                    "%s, %s; 95 %% interval %s to %s; times %s"
                            .formatted(
                                    laws.source(),
                                    regression.table(),
                                    coefficient.low(),
                                    coefficient.high(),
                                    value(values, coefficient))));
        }
        int batch = pass.batch();
        Estimate<Joules> energy = new Estimate<>(
                joules(regression, values, Coefficient::low, batch),
                joules(regression, values, Coefficient::estimate, batch),
                joules(regression, values, Coefficient::high, batch));
        return new CostEstimate(
                NAME, pass.point(energy), CostEstimate.Scope.IT, terms, Optional.empty(), warnings(workload));
    }

    private static List<String> warnings(Workload workload) {
        List<String> warnings = new ArrayList<>(workload.precisionUnused("the regression is of runs as they were"));
        warnings.add(NAME
                + " is of training runs of one document; its constant dominates and its unit of time cannot be right:"
                + " for anything but comparing with the document use " + HardwareEfficiency.NAME);
        return warnings;
    }

    private static Regression regression(Model model) {
        return switch (model.family()) {
            case LANGUAGE_ENCODER, LANGUAGE_DECODER, VISION_TRANSFORMER -> Regression.TRANSFORMER_TABLE_3;
            case RECURRENT -> Regression.RECURRENT_TABLE_5;
            case IMAGE_GENERATOR, VIDEO_GENERATOR -> throw GenerationSteps.insteadOf(NAME, model.family());
            case CNN, VISION_HYBRID ->
                throw new EstimateException("%s is a %s model; %s covers transformers and recurrent networks; use %s"
                        .formatted(model.name(), model.family().label(), NAME, HardwareEfficiency.NAME));
        };
    }

    private static Map<Variable, Double> values(NetworkCost pass, OperationTimes times) {
        Map<Variable, Double> values = new EnumMap<>(Variable.class);
        values.put(Variable.CONSTANT, 1.0);
        values.put(Variable.PROJECTIONS, times.seconds(Part.PROJECTIONS) * PROJECTION_UNITS_PER_SECOND_TABLE_8);
        values.put(
                Variable.ATTENTION_SCORES, times.seconds(Part.ATTENTION_SCORES) * ATTENTION_UNITS_PER_SECOND_TABLE_8);
        values.put(
                Variable.ATTENTION_OUTPUT, times.seconds(Part.ATTENTION_OUTPUT) * ATTENTION_UNITS_PER_SECOND_TABLE_8);
        values.put(Variable.GATES, times.seconds(Part.GATES) * RECURRENT_UNITS_PER_SECOND_TABLE_5);
        values.put(Variable.HIDDEN_UPDATE, times.seconds(Part.HIDDEN_UPDATE) * RECURRENT_UNITS_PER_SECOND_TABLE_5);
        values.put(Variable.TERA_FLOPS, pass.flops().value() / TERA);
        values.put(Variable.MILLION_PARAMETERS, pass.parameters() / MILLION);
        return values;
    }

    private static double value(Map<Variable, Double> values, Coefficient coefficient) {
        return values.getOrDefault(coefficient.variable(), 0.0);
    }

    private static Joules joules(
            Regression regression, Map<Variable, Double> values, ToDoubleFunction<Coefficient> end, int batch) {
        double sum = regression.terms().stream()
                .mapToDouble(coefficient -> end.applyAsDouble(coefficient) * value(values, coefficient))
                .sum();
        if (sum < 0) {
            throw new EstimateException(
                    "%s gives a negative energy here: the workload is outside of what %s was fitted on; use %s"
                            .formatted(NAME, regression.table(), HardwareEfficiency.NAME));
        }
        return new Joules(sum * regression.joulesPerUnit() / batch);
    }
}
