package io.wattledger.estimator.cli;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.catalogue.OpenModel;
import io.wattledger.estimator.catalogue.OpenModels;
import io.wattledger.estimator.cli.fit.ServingRow;
import io.wattledger.estimator.serving.ModelShape;
import io.wattledger.estimator.serving.ServedModel;
import io.wattledger.estimator.serving.Serving;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Measurements of served language models, one a line: our own columns, or those of the runs of the ML.ENERGY benchmark (versions 2
 * and 3). A line that cannot be used is a problem; the rest is read on.
 *
 * @param rows the good rows
 * @param problems one line per bad row: file, line, reason
 */
record MeasurementFile(List<ServingRow> rows, List<String> problems) {

    /** Columns of our own files; those after the energy may be left out. */
    static final List<String> COLUMNS = List.of(
            "modelId",
            "totalParamsBillions",
            "activeParamsBillions",
            "architecture",
            "weightPrecision",
            "gpu",
            "gpuCount",
            "batchSize",
            "inputTokens",
            "outputTokens",
            "acceleratorJoulesPerOutputToken",
            "series",
            "task",
            "stack");

    private static final Set<String> OPTIONAL = Set.of(
            "totalParamsBillions",
            "activeParamsBillions",
            "architecture",
            "weightPrecision",
            "series",
            "task",
            "stack");

    static final String STACK_ML_ENERGY_V3 = "vLLM 0.11.1, 2025-12";
    static final String STACK_ML_ENERGY_V2 = "ML.ENERGY v2, 2024";
    private static final String UNNAMED_STACK = "unnamed";

    private static final double BILLION = 1e9;
    private static final Pattern SERIES =
            Pattern.compile("[a-z]+(?:-(?=[a-z]))?[a-z]*[0-9]*", Pattern.CASE_INSENSITIVE);
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

    /**
     * Input tokens of the benchmark's tasks, the means. The chat's is published ("Reading the ML.ENERGY Leaderboard v3.0",
     * 2026-01-13: 224); the others are ASSUMPTIONS, of which none moves the median error by more than half a percentage point.
     */
    private static final Map<String, Double> INPUT_TOKENS = Map.of(
            "gpqa", 240.0,
            "lm-arena-chat", 224.0,
            "sourcegraph-fim", 1400.0,
            "image-chat", 900.0,
            "video-chat", 4000.0,
            "llm_text_generation/chat", 220.0,
            "llm_text_generation/code", 160.0,
            "mllm_text_generation/chat", 700.0);

    private static final Set<String> WITH_IMAGES = Set.of("image-chat", "video-chat", "mllm_text_generation/chat");

    MeasurementFile {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /** How a file names things. */
    private enum Kind {
        OWN("acceleratorJoulesPerOutputToken") {
            @Override
            ServingRow row(Fields fields) {
                String task = fields.optional("task").orElse("");
                return fields.row(
                        fields.text("modelId"),
                        fields.optional("totalParamsBillions").map(text -> fields.positive("totalParamsBillions")),
                        fields.optional("activeParamsBillions").map(text -> fields.positive("activeParamsBillions")),
                        fields.optional("architecture").map(Architecture::of),
                        fields.optional("weightPrecision").map(WeightFormat::of),
                        new Run(
                                fields.text("gpu"),
                                fields.count("gpuCount"),
                                fields.positive("batchSize"),
                                fields.positive("inputTokens"),
                                fields.positive("outputTokens"),
                                fields.positive("acceleratorJoulesPerOutputToken")),
                        task,
                        fields.optional("stack").orElse(UNNAMED_STACK));
            }
        },
        ML_ENERGY_V3("energy_per_token_joules") {
            @Override
            ServingRow row(Fields fields) {
                String task = fields.text("task");
                return fields.row(
                        fields.text("model_id"),
                        Optional.of(fields.positive("total_params_billions")),
                        Optional.of(fields.positive("activated_params_billions")),
                        Optional.of(Architecture.of(fields.text("architecture"))),
                        Optional.of(WeightFormat.of(fields.text("weight_precision"))),
                        new Run(
                                fields.text("gpu_model"),
                                fields.count("num_gpus"),
                                fields.positive("avg_batch_size"),
                                inputTokens(task),
                                fields.positive("avg_output_len"),
                                fields.positive("energy_per_token_joules")),
                        task,
                        STACK_ML_ENERGY_V3);
            }
        },
        ML_ENERGY_V2("Energy/req (J)") {
            @Override
            ServingRow row(Fields fields) {
                String task = fields.text("task");
                double output = fields.positive("Avg Output Tokens");
                return fields.row(
                        fields.text("Model"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(WeightFormat.BFLOAT16),
                        new Run(
                                fields.text("GPU"),
                                fields.count("TP") * fields.count("PP"),
                                fields.positive("Avg BS (reqs)"),
                                inputTokens(task),
                                output,
                                fields.positive("Energy/req (J)") / output),
                        task,
                        STACK_ML_ENERGY_V2);
            }
        };

        private final String column;

        Kind(String column) {
            this.column = column;
        }

        abstract ServingRow row(Fields fields);

        private static double inputTokens(String task) {
            Double tokens = INPUT_TOKENS.get(task);
            if (tokens == null) {
                throw new EstimateException(
                        "task '%s' is unknown, and with it the length of its prompts".formatted(task));
            }
            return tokens;
        }
    }

    private record Run(
            String gpu,
            int gpuCount,
            double batchSize,
            double inputTokens,
            double outputTokens,
            double joulesPerOutputToken) {}

    /** One line by the names of the header. */
    private record Fields(Map<String, Integer> places, CSVRecord line) {

        Optional<String> optional(String column) {
            return Optional.ofNullable(places.get(column))
                    .map(place -> line.get(place).strip())
                    .filter(text -> !text.isEmpty());
        }

        String text(String column) {
            return optional(column).orElseThrow(() -> new EstimateException(column + " is empty"));
        }

        double positive(String column) {
            String text = text(column);
            try {
                double number = Double.parseDouble(text);
                if (number > 0 && number < Double.POSITIVE_INFINITY) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new EstimateException("%s is '%s': not a number".formatted(column, text));
            }
            throw new EstimateException("%s is '%s': must be above 0 and finite".formatted(column, text));
        }

        int count(String column) {
            double number = positive(column);
            if (number != Math.rint(number) || number > Integer.MAX_VALUE) {
                throw new EstimateException("%s is %s: a whole number is needed".formatted(column, text(column)));
            }
            return (int) number;
        }

        ServingRow row(
                String name,
                Optional<Double> totalBillions,
                Optional<Double> activeBillions,
                Optional<Architecture> architecture,
                Optional<WeightFormat> format,
                Run run,
                String task,
                String stack) {
            Optional<OpenModel> known = OpenModels.bundled().find(name);
            double total = totalBillions
                    .map(billions -> BILLION * billions)
                    .or(() -> known.map(OpenModel::totalParameters))
                    .orElseThrow(() -> new EstimateException(
                            "%s is in no catalogue; totalParamsBillions is needed".formatted(name)));
            double active = activeBillions
                    .map(billions -> BILLION * billions)
                    .or(() -> known.map(OpenModel::activeParameters))
                    .orElse(total);
            Architecture built = architecture
                    .or(() -> known.map(OpenModel::architecture))
                    .orElse(active < total ? Architecture.MOE : Architecture.DENSE);
            ServedModel model = new ServedModel(
                    name,
                    total,
                    active,
                    built,
                    format.or(() -> known.map(OpenModel::format)).orElse(WeightFormat.BFLOAT16),
                    known.map(ModelShape::of).orElseGet(() -> ModelShape.derive(total, active, built)));
            return new ServingRow(
                    new Serving(
                            model,
                            GpuCatalogue.bundled().require(run.gpu()),
                            run.gpuCount(),
                            run.batchSize(),
                            run.inputTokens(),
                            run.outputTokens(),
                            WITH_IMAGES.contains(task)),
                    run.joulesPerOutputToken(),
                    optional("series").or(() -> known.map(OpenModel::series)).orElseGet(() -> series(name)),
                    task,
                    stack);
        }
    }

    /** The beginning of a name up to its version or size: "gemma" of "google/gemma-3-27b-it". */
    private static String series(String name) {
        Matcher matcher = SERIES.matcher(name.substring(name.indexOf('/') + 1));
        return matcher.lookingAt() ? matcher.group().toLowerCase(Locale.ROOT) : name;
    }

    /**
     * Reads a file.
     *
     * @throws EstimateException if it is empty, or its header is of no known kind
     */
    static MeasurementFile read(Path file) throws IOException {
        try (Reader reader = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(reader, FORMAT)) {
            return read(file.toString(), parser);
        } catch (UncheckedIOException e) {
            throw new EstimateException("%s: not CSV: %s".formatted(file, e.getMessage()));
        }
    }

    private static MeasurementFile read(String file, CSVParser parser) {
        var records = parser.iterator();
        if (!records.hasNext()) {
            throw new EstimateException(
                    file + " is empty; begin with a header of the columns " + String.join(", ", COLUMNS));
        }
        Map<String, Integer> places = new HashMap<>();
        for (String column : records.next()) {
            places.put(column.replace("\uFEFF", "").strip(), places.size());
        }
        Kind kind = kind(file, places);
        List<ServingRow> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        while (records.hasNext()) {
            CSVRecord line = records.next();
            try {
                if (line.size() != places.size()) {
                    throw new EstimateException(
                            "%d fields under a header of %d columns".formatted(line.size(), places.size()));
                }
                rows.add(kind.row(new Fields(places, line)));
            } catch (EstimateException e) {
                problems.add("%s, line %d: %s".formatted(file, parser.getCurrentLineNumber(), e.getMessage()));
            }
        }
        return new MeasurementFile(rows, problems);
    }

    private static Kind kind(String file, Map<String, Integer> places) {
        for (Kind kind : Kind.values()) {
            if (places.containsKey(kind.column)) {
                List<String> missing = kind == Kind.OWN
                        ? COLUMNS.stream()
                                .filter(column -> !OPTIONAL.contains(column) && !places.containsKey(column))
                                .toList()
                        : List.of();
                if (!missing.isEmpty()) {
                    throw new EstimateException("%s lacks column %s".formatted(file, String.join(", ", missing)));
                }
                return kind;
            }
        }
        throw new EstimateException("%s, line 1: no column acceleratorJoulesPerOutputToken; the columns are %s"
                .formatted(file, String.join(", ", COLUMNS)));
    }
}
