package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.cli.fit.ServingRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The measurements of some files.
 *
 * @param parts one per file
 */
record Measurements(List<Part> parts) implements CalibrationRows {

    Measurements {
        parts = List.copyOf(parts);
    }

    /**
     * One file.
     *
     * @param name without its folders
     */
    record Part(String name, MeasurementFile file) {}

    /**
     * Rows of one file that were measured with one stack.
     *
     * @param name of the file
     */
    record Source(String name, String stack, int rows) {}

    static Measurements read(List<Path> files) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (Path file : files) {
            parts.add(new Part(String.valueOf(file.getFileName()), MeasurementFile.read(file)));
        }
        return new Measurements(parts);
    }

    List<ServingRow> rows() {
        return parts.stream().flatMap(part -> part.file().rows().stream()).toList();
    }

    @Override
    public boolean isEmpty() {
        return rows().isEmpty();
    }

    @Override
    public Calibration calibrate(Optional<String> stack, LocalDate fittedOn, Consumer<String> progress) {
        stack.ifPresent(this::requireStack);
        return Calibration.of(this, stack.orElseGet(this::mainStack), fittedOn, progress);
    }

    @Override
    public List<String> problems() {
        return parts.stream().flatMap(part -> part.file().problems().stream()).toList();
    }

    /** In the order of the files, then of the rows. */
    List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        for (Part part : parts) {
            byStack(part.file().rows())
                    .forEach((stack, count) -> sources.add(new Source(part.name(), stack, count.intValue())));
        }
        return sources;
    }

    /** File names and rows, on one line. */
    String line() {
        return parts.stream()
                .map(part -> {
                    int good = part.file().rows().size();
                    int all = good + part.file().problems().size();
                    return good == all
                            ? "%s, %d rows".formatted(part.name(), good)
                            : "%s, %d of %d rows".formatted(part.name(), good, all);
                })
                .collect(Collectors.joining("; "));
    }

    /** The stack with the most rows; of several the first. */
    String mainStack() {
        String main = "";
        long most = 0;
        for (Map.Entry<String, Long> stack : byStack(rows()).entrySet()) {
            if (stack.getValue() > most) {
                main = stack.getKey();
                most = stack.getValue();
            }
        }
        return main;
    }

    /** @throws EstimateException if no row was measured with it */
    void requireStack(String stack) {
        Set<String> stacks = byStack(rows()).keySet();
        if (!stacks.contains(stack)) {
            throw new EstimateException(
                    "--stack '%s' is in no row; the files have %s".formatted(stack, CalibrationRows.quoted(stacks)));
        }
    }

    private static Map<String, Long> byStack(List<ServingRow> rows) {
        return rows.stream()
                .map(ServingRow::stack)
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()));
    }
}
