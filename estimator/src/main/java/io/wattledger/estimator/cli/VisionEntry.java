package io.wattledger.estimator.cli;

import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.vision.ImageWork;
import io.wattledger.estimator.vision.VisionCalibration;
import io.wattledger.estimator.vision.VisionCalibration.Fitted;
import io.wattledger.estimator.vision.VisionCalibration.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A calibration of vision models as an entry of a coefficients file; {@link VisionEntryReader} reads it. */
final class VisionEntry {

    private VisionEntry() {}

    /** The entry in its order. */
    static Map<String, Object> map(VisionCalibration calibration) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("kind", CoefficientsFile.VISION);
        entry.put("fittedOn", calibration.fittedOn().toString());
        entry.put("stack", calibration.stack());
        entry.put(
                "source",
                calibration.sources().stream()
                        .map(source -> "%s, %d rows".formatted(source.name(), source.rows()))
                        .collect(Collectors.joining("; ")));
        entry.put(
                "sources", calibration.sources().stream().map(VisionEntry::map).toList());
        entry.put("rows", calibration.sources().stream().mapToInt(Source::rows).sum());
        entry.put("batch", calibration.batch());
        entry.put(
                "activations",
                byFamily(
                        calibration.activations(),
                        law -> EntryFields.ordered("atGigaflop", law.atGigaflop(), "exponent", law.exponent())));
        entry.put(
                "gpus",
                new TreeMap<>(calibration.gpus())
                        .entrySet().stream()
                                .map(each -> {
                                    Map<String, Object> gpu = new LinkedHashMap<>(Map.of("gpu", each.getKey()));
                                    gpu.putAll(map(each.getValue()));
                                    return gpu;
                                })
                                .toList());
        entry.put("other", map(calibration.other()));
        return entry;
    }

    private static Map<String, Object> map(Source source) {
        Map<String, Object> map = EntryFields.ordered("name", source.name(), "gpu", source.gpu());
        map.put("rows", source.rows());
        return map;
    }

    private static Map<String, Object> map(Fitted fitted) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("arithmetic", byFamily(fitted.constants().arithmetic(), Function.identity()));
        map.put("memory", byFamily(fitted.constants().memory(), Function.identity()));
        map.put("launchSeconds", fitted.constants().launchSeconds());
        map.put(
                "ranges",
                EntryFields.ordered(
                        "known", byFamily(fitted.known(), EntryFields::map),
                        "derived", byFamily(fitted.derived(), EntryFields::map)));
        return map;
    }

    private static <T> Map<String, Object> byFamily(Map<Family, T> values, Function<? super T, ?> written) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Family family : ImageWork.families()) {
            T value = values.get(family);
            if (value != null) {
                map.put(family.label(), written.apply(value));
            }
        }
        return map;
    }
}
