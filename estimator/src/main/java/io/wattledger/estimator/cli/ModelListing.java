package io.wattledger.estimator.cli;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.GenerationModel;
import io.wattledger.estimator.catalogue.GenerationModels;
import io.wattledger.estimator.catalogue.LanguageModel;
import io.wattledger.estimator.catalogue.LanguageModels;
import io.wattledger.estimator.catalogue.ModelAliases;
import io.wattledger.estimator.catalogue.OpenModel;
import io.wattledger.estimator.catalogue.OpenModels;
import io.wattledger.estimator.catalogue.VisionModel;
import io.wattledger.estimator.catalogue.VisionModels;
import io.wattledger.estimator.method.Models;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.NetworkCost;
import io.wattledger.estimator.network.Networks;
import io.wattledger.estimator.network.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Models as rows to list: those with costs alone, those whose FLOPs a document reports, and those that are networks alone. */
final class ModelListing {

    private static final double MILLION = 1e6;
    private static final double GIGA = 1e9;
    private static final List<String> KEYS = List.of(
            "name",
            "title",
            "family",
            "aliases",
            "costsOn",
            "parametersMillions",
            "gflops",
            "flopsOrigin",
            "inputTokens",
            "top1Percent",
            "extraData",
            "glue",
            "glueNote",
            "released",
            "source",
            "sourceDate");

    private final CostCatalogue costs = CostCatalogue.bundled();
    private final ModelAliases aliases = ModelAliases.bundled();

    private ModelListing() {}

    static Listing all() {
        ModelListing listing = new ModelListing();
        List<Map<String, Object>> rows = new ArrayList<>();
        VisionModels.bundled().models().forEach(model -> rows.add(listing.row(model)));
        LanguageModels.bundled().models().forEach(model -> rows.add(listing.row(model)));
        Set<Object> reported = new HashSet<>();
        rows.forEach(row -> reported.add(row.getOrDefault("name", "")));
        List<Map<String, Object>> all = new ArrayList<>(listing.onlyWithCosts(reported));
        all.addAll(rows);
        all.addAll(listing.onlyAsNetworks(reported));
        GenerationModels.bundled().models().forEach(model -> all.add(listing.row(model)));
        OpenModels.bundled().models().forEach(model -> all.add(listing.row(model)));
        return new Listing(
                "model",
                KEYS,
                Listings.headings(
                        "name", "name",
                        "family", "family",
                        "parametersMillions", "M parameters",
                        "gflops", "GFLOPs",
                        "top1Percent", "top-1 %",
                        "glue", "GLUE",
                        "released", "released",
                        "costsOn", "costs on",
                        "source", "source"),
                all);
    }

    private Map<String, Object> row(VisionModel model) {
        Map<String, Object> row = named(model.name());
        row.put("title", model.title());
        row.put("family", model.family().label());
        row.put("parametersMillions", model.parameters() / MILLION);
        row.put("gflops", model.flops().value() / GIGA);
        row.put("flopsOrigin", model.flopsOrigin());
        row.put("top1Percent", model.top1Percent());
        model.extraData().ifPresent(data -> row.put("extraData", data));
        row.put("released", model.released().toString());
        return Listings.sourced(row, model.source(), model.sourceDate());
    }

    private Map<String, Object> row(LanguageModel model) {
        Map<String, Object> row = named(model.name());
        row.put("title", model.title());
        row.put("family", model.family().label());
        row.put("parametersMillions", model.parameters() / MILLION);
        row.put("gflops", model.flops().value() / GIGA);
        row.put("flopsOrigin", model.flopsOrigin());
        row.put("inputTokens", model.inputTokens());
        model.glue().ifPresent(score -> row.put("glue", score));
        model.glueNote().ifPresent(note -> row.put("glueNote", note));
        row.put("released", model.released().toString());
        return Listings.sourced(row, model.source(), model.sourceDate());
    }

    private Map<String, Object> row(GenerationModel model) {
        Map<String, Object> row = named(model.name());
        row.put("family", model.family().label());
        row.put("parametersMillions", model.parameters() / MILLION);
        return Listings.sourced(row, model.source(), model.sourceDate());
    }

    private Map<String, Object> row(OpenModel model) {
        Map<String, Object> row = named(model.name());
        row.put("family", Family.LANGUAGE_DECODER.label());
        row.put("parametersMillions", model.totalParameters() / MILLION);
        return Listings.sourced(row, model.source(), model.sourceDate());
    }

    private List<Map<String, Object>> onlyWithCosts(Set<Object> reported) {
        Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
        for (CostRow cost : costs.rows()) {
            String name = Models.canonical(cost.model());
            if (!reported.contains(name) && !Networks.names().contains(name)) {
                rows.computeIfAbsent(name, this::named)
                        .putIfAbsent(
                                "source",
                                "costs by " + cost.method() + "; 'wattledger catalogue costs' has their sources");
            }
        }
        return List.copyOf(rows.values());
    }

    private List<Map<String, Object>> onlyAsNetworks(Set<Object> reported) {
        return Networks.names().stream()
                .filter(name -> !reported.contains(name))
                .map(Networks::find)
                .flatMap(Optional::stream)
                .map(this::row)
                .toList();
    }

    private Map<String, Object> row(Network network) {
        NetworkCost cost = network.forward(1, Precision.FP32);
        Map<String, Object> row = named(network.name());
        row.put("family", network.family().label());
        row.put("parametersMillions", cost.parameters() / MILLION);
        row.put("gflops", cost.flops().value() / GIGA);
        row.put("flopsOrigin", "counted");
        if (network.input() instanceof Shape.Tokens tokens) {
            row.put("inputTokens", tokens.length());
        }
        row.put("source", network.source());
        return row;
    }

    private Map<String, Object> named(String name) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("aliases", aliases.aliases(name));
        row.put("costsOn", Listings.costGpus(costs, name));
        return row;
    }
}
