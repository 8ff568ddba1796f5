package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.Quantity;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.method.Answer;
import io.wattledger.estimator.method.Comparison;
import io.wattledger.estimator.method.Comparison.Design;
import io.wattledger.estimator.method.CostEstimate;
import io.wattledger.estimator.method.Ratio;
import io.wattledger.estimator.network.NetworkCost;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * What the command {@code compare} prints.
 *
 * @param comparison of designs, per inference
 * @param effort what all figures but ratios are multiplied by
 */
record ComparisonReport(Comparison comparison, Effort effort) {

    void print(PrintWriter out) {
        Answer first = comparison.designs().get(0).answer();
        out.printf(
                "%s on %s, by %s, batch %d (%s)%n",
                effort.label(),
                first.workload().gpu().map(Gpu::name).orElse("–"),
                comparison.method(),
                first.cost().point().batchSize(),
                first.cost().scope().label());
        Columns table = new Columns("design", "parameters", "FLOPs", "time", "low", "central", "high", "to the best");
        for (Design design : comparison.designs()) {
            Answer answer = design.answer();
            NetworkCost pass = pass(answer);
            Estimate<?> energy = answer.energy().times(effort.energy());
            table.row(
                    answer.workload().model().name(),
                    SiUnits.of((double) pass.parameters(), ""),
                    SiUnits.of(pass.flops().value() * effort.operations(), "FLOPs"),
                    seconds(answer).isPresent() ? SiUnits.of(seconds(answer).getAsDouble(), "s") : "–",
                    SiUnits.of(energy.low().value(), "J"),
                    SiUnits.of(energy.central().value(), "J"),
                    SiUnits.of(energy.high().value(), "J"),
                    factor(design.toBest().central()));
        }
        table.print(out);
        sentences().forEach(out::println);
        if (first.carbon().isPresent()) {
            places(out);
        }
        warnings().forEach(warning -> out.println("note: " + warning));
    }

    private void places(PrintWriter out) {
        Columns table = new Columns("design", "with the building", "water", "carbon (CO2e)");
        for (Design design : comparison.designs()) {
            Answer answer = design.answer();
            table.row(
                    answer.workload().model().name(),
                    central(answer.facility(), "J"),
                    central(answer.water(), "L"),
                    central(answer.carbon(), "g"));
        }
        out.println();
        table.print(out);
    }

    private <Q extends Quantity<Q>> String central(Optional<Estimate<Q>> estimate, String unit) {
        return estimate.map(each -> SiUnits.of(each.central().value() * effort.energy(), unit))
                .orElse("–");
    }

    /** "A needs 0.62 of the energy of B (0.55 to 0.70)", for the best beside each other. */
    List<String> sentences() {
        String best = comparison.designs().get(0).answer().workload().model().name();
        return comparison.designs().stream()
                .skip(1)
                .map(design -> {
                    Ratio ratio = design.toBest().inverse();
                    return "%s needs %s of the energy of %s (range %s to %s)%s"
                            .formatted(
                                    best,
                                    factor(ratio.central()),
                                    design.answer().workload().model().name(),
                                    factor(ratio.low()),
                                    factor(ratio.high()),
                                    ratio.open() && ratio.low() < ratio.high()
                                            ? "; which of both needs less is open"
                                            : "");
                })
                .toList();
    }

    private TreeSet<String> warnings() {
        TreeSet<String> warnings = new TreeSet<>();
        comparison
                .designs()
                .forEach(design -> warnings.addAll(design.answer().cost().warnings()));
        return warnings;
    }

    ObjectNode json() {
        Answer first = comparison.designs().get(0).answer();
        ObjectNode json = Json.object();
        json.put("gpu", first.workload().gpu().map(Gpu::name).orElse(null))
                .put("method", comparison.method())
                .put("scope", first.cost().scope().label())
                .put("batch", first.cost().point().batchSize())
                .put("training", effort.training())
                .put("samples", effort.samples());
        ArrayNode designs = json.putArray("designs");
        comparison.designs().forEach(design -> designs.add(json(design)));
        ArrayNode sentences = json.putArray("sentences");
        sentences().forEach(sentences::add);
        ArrayNode warnings = json.putArray("warnings");
        warnings().forEach(warnings::add);
        return json;
    }

    private ObjectNode json(Design design) {
        Answer answer = design.answer();
        NetworkCost pass = pass(answer);
        ObjectNode json = Json.object()
                .put("name", answer.workload().model().name())
                .put("parameters", pass.parameters())
                .put("flops", pass.flops().value() * effort.operations());
        OptionalDouble seconds = seconds(answer);
        if (seconds.isPresent()) {
            json.put("seconds", seconds.getAsDouble());
        } else {
            json.putNull("seconds");
        }
        json.set("energyJoules", range(Optional.of(answer.energy())));
        json.set("facilityEnergyJoules", range(answer.facility()));
        json.set("waterLitres", range(answer.water()));
        json.set("carbonGrams", range(answer.carbon()));
        json.putObject("ratioToBest")
                .put("low", design.toBest().low())
                .put("central", design.toBest().central())
                .put("high", design.toBest().high());
        return json;
    }

    private <Q extends Quantity<Q>> JsonNode range(Optional<Estimate<Q>> estimate) {
        return estimate.map(each -> each.times(effort.energy()))
                .<JsonNode>map(each -> Json.object()
                        .put("low", each.low().value())
                        .put("central", each.central().value())
                        .put("high", each.high().value()))
                .orElseGet(NullNode::getInstance);
    }

    /** One sample alone: operations per sample do not depend on the batch. */
    private static NetworkCost pass(Answer answer) {
        return answer.workload().model().network().orElseThrow().forward(1, Precision.FP32);
    }

    private OptionalDouble seconds(Answer answer) {
        return answer.cost().terms().stream()
                .filter(term -> term.name().equals(CostEstimate.TIME))
                .mapToDouble(term -> term.value() * effort.energy())
                .findFirst();
    }

    private static String factor(double ratio) {
        return String.format(Locale.ROOT, ratio < 0.1 || ratio >= 100 ? "%.3g" : "%.2f", ratio);
    }
}
