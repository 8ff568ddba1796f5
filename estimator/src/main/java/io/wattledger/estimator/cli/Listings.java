package io.wattledger.estimator.cli;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.Rate;
import io.wattledger.estimator.SiteRow;
import io.wattledger.estimator.Term;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.catalogue.SiteCatalogue;
import io.wattledger.estimator.method.Models;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.NetworkCost;
import io.wattledger.estimator.network.Networks;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Accelerators, sites and networks as rows to list. */
final class Listings {

    private static final double MILLION = 1e6;
    private static final double GIGA = 1e9;

    private Listings() {}

    static Listing gpus() {
        List<String> keys = new ArrayList<>(List.of("name", "title", "vendor", "aliases", "tdpWatts"));
        for (Precision precision : Precision.values()) {
            keys.add(precision.label() + "Tflops");
        }
        keys.addAll(List.of("memoryGb", "bandwidthGbPerSecond", "launched", "source", "sourceDate"));
        return new Listing(
                "GPU",
                List.copyOf(keys),
                headings(
                        "name", "name",
                        "vendor", "vendor",
                        "tdpWatts", "W",
                        "fp32Tflops", "FP32",
                        "fp16Tflops", "FP16",
                        "bf16Tflops", "BF16",
                        "fp8Tflops", "FP8",
                        "memoryGb", "GB",
                        "bandwidthGbPerSecond", "GB/s",
                        "source", "source"),
                GpuCatalogue.bundled().gpus().stream().map(Listings::row).toList());
    }

    private static Map<String, Object> row(Gpu gpu) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", gpu.name());
        row.put("title", gpu.title());
        row.put("vendor", gpu.vendor());
        row.put("aliases", gpu.aliases());
        gpu.power().ifPresent(watts -> row.put("tdpWatts", watts.value()));
        gpu.peakTflops().forEach((precision, peak) -> row.put(precision.label() + "Tflops", peak));
        gpu.memoryGb().ifPresent(size -> row.put("memoryGb", size));
        gpu.bandwidthGbPerSecond().ifPresent(bandwidth -> row.put("bandwidthGbPerSecond", bandwidth));
        gpu.launched().ifPresent(day -> row.put("launched", day.toString()));
        return sourced(row, gpu.source(), gpu.sourceDate());
    }

    static Listing sites() {
        return new Listing(
                "site",
                List.of(
                        "region",
                        "provider",
                        "pue",
                        "wueLitresPerKwh",
                        "ewifLitresPerKwh",
                        "gramsCo2ePerKwh",
                        "effectiveFrom",
                        "source",
                        "sourceDate"),
                headings(
                        "region", "region",
                        "provider", "provider",
                        "pue", "PUE",
                        "wueLitresPerKwh", "WUE L/kWh",
                        "ewifLitresPerKwh", "EWIF L/kWh",
                        "gramsCo2ePerKwh", "gCO2e/kWh",
                        "effectiveFrom", "from",
                        "source", "source"),
                SiteCatalogue.bundled().rows().stream().map(Listings::row).toList());
    }

    private static Map<String, Object> row(SiteRow site) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("region", site.region());
        row.put("provider", site.provider());
        row.put("pue", site.pue());
        row.put("wueLitresPerKwh", site.wueLitresPerKwh());
        row.put("ewifLitresPerKwh", site.ewifLitresPerKwh());
        row.put("gramsCo2ePerKwh", site.gramsCo2ePerKwh());
        row.put(
                "effectiveFrom",
                site.effectiveFrom().atZone(ZoneOffset.UTC).toLocalDate().toString());
        return sourced(row, site.source(), site.sourceDate());
    }

    static Listing costs() {
        List<String> keys = new ArrayList<>(List.of("model", "gpu", "batch", "method"));
        for (Rate rate : Rate.values()) {
            keys.addAll(List.of(key(rate, "Low"), key(rate, "Central"), key(rate, "High")));
        }
        keys.add("source");
        return new Listing(
                "cost",
                List.copyOf(keys),
                headings(
                        "model",
                        "model",
                        "gpu",
                        "GPU",
                        "batch",
                        "batch",
                        key(Rate.INFERENCE, "Central"),
                        "J/inference",
                        key(Rate.INPUT_TOKEN, "Central"),
                        "J/input token",
                        key(Rate.OUTPUT_TOKEN, "Central"),
                        "J/output token",
                        "source",
                        "source"),
                CostCatalogue.bundled().withHost().rows().stream()
                        .flatMap(row -> row.operatingPoints().stream().map(point -> row(row, point)))
                        .toList());
    }

    private static String key(Rate rate, String end) {
        String per = Arrays.stream(rate.label().split("_"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
        return "joulesPer" + per + end;
    }

    private static Map<String, Object> row(CostRow cost, OperatingPoint point) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("model", cost.model());
        row.put("gpu", cost.gpu());
        row.put("batch", point.batchSize());
        row.put("method", cost.method());
        for (Rate rate : Rate.values()) {
            row.put(key(rate, "Low"), point.per(rate).low().value());
            row.put(key(rate, "Central"), point.per(rate).central().value());
            row.put(key(rate, "High"), point.per(rate).high().value());
        }
        row.put(
                "source",
                cost.termsOf(point).stream()
                        .filter(term -> term.value() > 0)
                        .map(Term::source)
                        .collect(Collectors.joining("; ")));
        return row;
    }

    static Listing networks() {
        return new Listing(
                "network",
                List.of("name", "family", "input", "parametersMillions", "gmacs", "source"),
                headings(
                        "name", "name",
                        "family", "family",
                        "input", "input",
                        "parametersMillions", "M parameters",
                        "gmacs", "GMACs",
                        "source", "source"),
                Networks.names().stream()
                        .map(Networks::find)
                        .flatMap(Optional::stream)
                        .map(Listings::row)
                        .toList());
    }

    private static Map<String, Object> row(Network network) {
        NetworkCost cost = network.forward(1, Precision.FP32);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", network.name());
        row.put("family", network.family().label());
        row.put("input", network.input().toString());
        row.put("parametersMillions", cost.parameters() / MILLION);
        row.put("gmacs", cost.macs() / GIGA);
        row.put("source", network.source());
        return row;
    }

    static Map<String, String> headings(String... keysAndHeadings) {
        Map<String, String> headings = new LinkedHashMap<>();
        for (int i = 0; i < keysAndHeadings.length; i += 2) {
            headings.put(keysAndHeadings[i], keysAndHeadings[i + 1]);
        }
        return headings;
    }

    static Map<String, Object> sourced(Map<String, Object> row, String source, String sourceDate) {
        row.put("source", source);
        row.put("sourceDate", sourceDate);
        return row;
    }

    /** The GPUs that a model has costs on. */
    static List<String> costGpus(CostCatalogue costs, String model) {
        return costs.rows().stream()
                .filter(row -> Models.canonical(row.model()).equals(model))
                .map(CostRow::gpu)
                .toList();
    }
}
