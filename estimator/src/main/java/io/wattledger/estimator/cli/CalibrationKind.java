package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be calibrated: how its files of measurements are told from others, and how they are read. */
sealed interface CalibrationKind permits ServingKind, VisionKind, GenerationKind {

    /** All kinds, in the order of the page. */
    static List<CalibrationKind> all() {
        return List.of(new ServingKind(), new VisionKind(), new GenerationKind());
    }

    /** The files of others that the page is made of. */
    static Map<CalibrationKind, List<Path>> reference(Path folder) {
        Map<CalibrationKind, List<Path>> kinds = new LinkedHashMap<>();
        for (CalibrationKind kind : all()) {
            kinds.put(kind, kind.referenceFiles().stream().map(folder::resolve).toList());
        }
        return kinds;
    }

    /**
     * Files by what was measured, in the order of the page.
     *
     * @throws EstimateException if one is of no kind, or empty
     */
    static Map<CalibrationKind, List<Path>> sorted(List<Path> files) throws IOException {
        Map<CalibrationKind, List<Path>> kinds = new LinkedHashMap<>();
        all().forEach(kind -> kinds.put(kind, new ArrayList<>()));
        for (Path file : files) {
            CalibrationKind found = of(file, kinds.keySet());
            kinds.computeIfAbsent(found, kind -> new ArrayList<>()).add(file);
        }
        kinds.values().removeIf(List::isEmpty);
        return kinds;
    }

    private static CalibrationKind of(Path file, Set<CalibrationKind> kinds) throws IOException {
        Set<String> columns = CsvRows.columns(file);
        if (columns.isEmpty()) {
            throw new EstimateException("%s is empty; begin with a header of the columns %s"
                    .formatted(file, String.join(", ", OwnMeasurements.COLUMNS)));
        }
        return kinds.stream()
                .filter(kind -> kind.reads(columns))
                .findFirst()
                .orElseThrow(() -> new EstimateException("%s, line 1: no column %s; a header has one of them"
                        .formatted(
                                file, kinds.stream().map(CalibrationKind::mark).collect(Collectors.joining(", ")))));
    }

    /** What is measured, in the plural: "served language models". */
    String subject();

    /** The column that our own files of this kind are known by. */
    String mark();

    /** Files of others that the page is made of, by their names in the folder of reference data. */
    List<String> referenceFiles();

    /** Whether a file with these columns is of this kind. */
    boolean reads(Set<String> columns);

    /**
     * Reads files of this kind.
     *
     * @throws EstimateException if one of them cannot be read as a whole
     */
    CalibrationRows read(List<Path> files) throws IOException;
}
