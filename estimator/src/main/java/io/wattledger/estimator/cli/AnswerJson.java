package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.Quantity;
import io.wattledger.estimator.Rate;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.method.Answer;
import java.util.Optional;

/** An answer as JSON; what is unknown is null. */
final class AnswerJson {

    private AnswerJson() {}

    static ObjectNode of(Answer answer) {
        ObjectNode json = Json.object();
        json.put("model", answer.workload().model().name());
        json.put("family", answer.workload().model().family().label());
        json.put("gpu", answer.workload().gpu().map(Gpu::name).orElse(null));
        json.put("method", answer.cost().method());
        json.put(
                "precision", answer.workload().precision().map(Precision::label).orElse(null));
        json.put("batch", answer.cost().point().batchSize());
        if (answer.inputTokens().isPresent()) {
            json.put("inputTokens", answer.inputTokens().getAsLong());
            json.put("cachedInputTokens", answer.workload().cachedInputTokens());
            json.put("outputTokens", answer.workload().outputTokens());
        }
        answer.workload().generationTask().ifPresent(task -> json.put("steps", task.steps())
                .put("resolution", "%dx%d".formatted(task.width(), task.height()))
                .put("frames", task.frames()));
        json.set("energyJoules", range(Optional.of(answer.energy())));
        json.set("facilityEnergyJoules", range(answer.facility()));
        json.set("waterLitres", range(answer.water()));
        json.set("carbonGrams", range(answer.carbon()));
        json.put("scope", answer.cost().scope().label());
        json.put("calibratedOn", answer.cost().calibratedOn().orElse(null));
        json.put("formula", answer.formula());
        json.set("rates", rates(answer.cost().point()));
        ArrayNode terms = json.putArray("terms");
        answer.terms().forEach(term -> terms.addObject()
                .put("name", term.name())
                .put("value", term.value())
                .put("unit", term.unit())
                .put("source", term.source()));
        ArrayNode warnings = json.putArray("warnings");
        answer.warnings().forEach(warnings::add);
        return json;
    }

    private static ObjectNode rates(OperatingPoint point) {
        ObjectNode rates = Json.object();
        rates.set("joulesPerInference", range(Optional.of(point.per(Rate.INFERENCE))));
        rates.set("joulesPerInputToken", range(Optional.of(point.per(Rate.INPUT_TOKEN))));
        rates.set("joulesPerCachedInputToken", range(Optional.of(point.per(Rate.CACHED_INPUT_TOKEN))));
        rates.set("joulesPerOutputToken", range(Optional.of(point.per(Rate.OUTPUT_TOKEN))));
        return rates;
    }

    private static <Q extends Quantity<Q>> JsonNode range(Optional<Estimate<Q>> estimate) {
        return estimate.<JsonNode>map(each -> Json.object()
                        .put("low", each.low().value())
                        .put("central", each.central().value())
                        .put("high", each.high().value()))
                .orElseGet(() -> NullNode.getInstance());
    }
}
