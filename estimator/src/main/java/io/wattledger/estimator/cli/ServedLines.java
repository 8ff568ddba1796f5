package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.HostShare;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.catalogue.OpenModel;
import io.wattledger.estimator.catalogue.OpenModels;
import io.wattledger.estimator.method.RooflineInServing;
import io.wattledger.estimator.serving.ServedModel;
import io.wattledger.estimator.serving.ServingEstimate;
import io.wattledger.estimator.serving.ServingQuestion;
import io.wattledger.estimator.serving.ServingRoofline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoubleFunction;
import org.apache.commons.csv.CSVRecord;

/** Lines that each describe a language model by its parameters: answered by the roofline in serving. */
final class ServedLines implements BulkLines {

    /** The column that tells such a file. */
    static final String TELLING = "totalParamsBillions";

    private static final String MODEL = "modelId";
    private static final String ACTIVE = "activeParamsBillions";

    static final List<String> COLUMNS = List.of(
            MODEL,
            TELLING,
            ACTIVE,
            "architecture",
            "weightPrecision",
            "gpu",
            "gpuCount",
            "batchSize",
            "inputTokens",
            "outputTokens");

    private static final List<String> RESULTS = List.of(
            "acceleratorJoulesPerOutputTokenLow",
            "acceleratorJoulesPerOutputTokenCentral",
            "acceleratorJoulesPerOutputTokenHigh",
            "serverJoulesPerOutputTokenLow",
            "serverJoulesPerOutputTokenCentral",
            "serverJoulesPerOutputTokenHigh",
            "serverJoulesPerRequestLow",
            "serverJoulesPerRequestCentral",
            "serverJoulesPerRequestHigh",
            "method",
            "warnings",
            "error");

    private static final double BILLION = 1e9;

    /** How far a stated number of parameters may be from that of a published model of the name, which is then the one. */
    private static final double SAME_MODEL = 0.2;

    private final BulkColumns header;
    private final ServingRoofline roofline;

    /**
     * Lines under a header.
     *
     * @param defaults by column, for fields that a line leaves blank
     * @throws EstimateException for columns that are missing, named twice, or nearly those of a question
     */
    ServedLines(List<String> names, String file, Map<String, String> defaults, ServingRoofline roofline) {
        this.header = new BulkColumns(names, file, RESULTS, defaults);
        this.roofline = roofline;
        header.requireClear(COLUMNS);
        for (String needed : List.of(TELLING, ACTIVE, "gpu")) {
            header.require(needed, COLUMNS);
        }
    }

    @Override
    public int width() {
        return header.size();
    }

    @Override
    public List<String> columns() {
        return header.withResults();
    }

    @Override
    public Outcome answer(CSVRecord line) {
        try {
            return outcome(line, Optional.of(roofline.estimate(question(line))), "");
        } catch (EstimateException e) {
            return refuse(line, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Outcome refuse(CSVRecord line, String error) {
        return outcome(line, Optional.empty(), error);
    }

    private Outcome outcome(CSVRecord line, Optional<ServingEstimate> estimate, String error) {
        List<String> values = new ArrayList<>(header.kept(line));
        Optional<Estimate<Joules>> accelerator = estimate.map(ServingEstimate::perOutputToken);
        Optional<Estimate<Joules>> server = accelerator.map(HostShare::added);
        QuestionLines.range(accelerator, values);
        QuestionLines.range(server, values);
        QuestionLines.range(
                server.map(
                        joules -> joules.times(estimate.orElseThrow().serving().outputTokens())),
                values);
        values.add(estimate.map(each -> RooflineInServing.NAME).orElse(""));
        values.add(estimate.map(each -> String.join("; ", each.warnings())).orElse(""));
        values.add(error);
        return new Outcome(values, () -> json(line, values), error);
    }

    private ObjectNode json(CSVRecord line, List<String> values) {
        ObjectNode json = header.json(line);
        List<String> answered = values.subList(values.size() - RESULTS.size(), values.size());
        for (int i = 0; i < RESULTS.size(); i++) {
            String name = RESULTS.get(i);
            String value = answered.get(i);
            if (value.isEmpty()) {
                json.putNull(name);
            } else if (name.contains("Joules")) {
                json.put(name, Double.parseDouble(value));
            } else {
                json.put(name, value);
            }
        }
        return json;
    }

    private ServingQuestion question(CSVRecord line) {
        Gpu gpu = GpuCatalogue.bundled().require(needed(line, "gpu"));
        return new ServingQuestion(
                model(line),
                gpu,
                number(line, "gpuCount", gpus -> {
                            if (gpus < 1 || gpus != Math.rint(gpus) || gpus > Integer.MAX_VALUE) {
                                throw new EstimateException("gpuCount is %s: a whole number is needed".formatted(gpus));
                            }
                            return OptionalInt.of((int) gpus);
                        })
                        .orElse(OptionalInt.empty()),
                positive(line, "batchSize"),
                positive(line, "inputTokens"),
                positive(line, "outputTokens"));
    }

    private ServedModel model(CSVRecord line) {
        String name = header.text(line, MODEL).orElse("");
        double total =
                BILLION * positive(line, TELLING).orElseThrow(() -> new EstimateException(TELLING + " is empty"));
        double active = BILLION * positive(line, ACTIVE).orElseThrow(() -> new EstimateException(ACTIVE + " is empty"));
        Optional<OpenModel> published = OpenModels.bundled()
                .find(name)
                .filter(model -> Math.abs(model.totalParameters() / total - 1) < SAME_MODEL);
        return ServedModel.of(
                name.isEmpty() ? "the model" : name,
                total,
                Optional.of(active),
                header.text(line, "architecture").map(Architecture::of),
                header.text(line, "weightPrecision").map(WeightFormat::of).or(() -> named(name)),
                published);
    }

    /** Names often end with the format of the weights. */
    private static Optional<WeightFormat> named(String name) {
        List<String> parts = Arrays.asList(name.toLowerCase(Locale.ROOT).split("[-_/.]"));
        return Arrays.stream(WeightFormat.values())
                .filter(format -> parts.contains(format.label()))
                .findFirst();
    }

    private String needed(CSVRecord line, String column) {
        return header.text(line, column).orElseThrow(() -> new EstimateException(column + " is empty"));
    }

    private OptionalDouble positive(CSVRecord line, String column) {
        return number(line, column, value -> {
                    if (!(value > 0) || Double.isInfinite(value)) {
                        throw new EstimateException("%s is %s: must be above 0".formatted(column, value));
                    }
                    return OptionalDouble.of(value);
                })
                .orElse(OptionalDouble.empty());
    }

    private <T> Optional<T> number(CSVRecord line, String column, DoubleFunction<T> reader) {
        return header.text(line, column).map(text -> {
            try {
                return reader.apply(Double.parseDouble(text));
            } catch (NumberFormatException e) {
                throw new EstimateException("%s is '%s': not a number".formatted(column, text));
            }
        });
    }
}
