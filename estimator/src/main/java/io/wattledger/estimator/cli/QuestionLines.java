package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Quantity;
import io.wattledger.estimator.method.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** Lines that each name a model, as {@code wattledger replay} has them: answered by the methods. */
final class QuestionLines implements BulkLines {

    static final List<String> RESULTS = List.of(
            "estimatedBy",
            "energyJoulesLow",
            "energyJoulesCentral",
            "energyJoulesHigh",
            "waterLitresLow",
            "waterLitresCentral",
            "waterLitresHigh",
            "carbonGramsLow",
            "carbonGramsCentral",
            "carbonGramsHigh",
            "warnings",
            "error");

    private static final int REMEMBERED = 10_000;

    private final BulkHeader header;
    private final TextEstimator estimator;
    private final Map<Question, Result> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Result> eldest) {
            return size() > REMEMBERED;
        }
    };

    QuestionLines(BulkHeader header, TextEstimator estimator) {
        this.header = header;
        this.estimator = estimator;
    }

    private record Result(Optional<Answer> answer, String error) {}

    @Override
    public List<String> columns() {
        return header.columns().withResults();
    }

    @Override
    public int width() {
        return header.columns().size();
    }

    @Override
    public Outcome answer(CSVRecord line) {
        return outcome(line, known.computeIfAbsent(header.question(line), this::result));
    }

    @Override
    public Outcome refuse(CSVRecord line, String error) {
        return outcome(line, new Result(Optional.empty(), error));
    }

    private Result result(Question question) {
        try {
            return new Result(Optional.of(estimator.answer(question)), "");
        } catch (EstimateException e) {
            return new Result(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private Outcome outcome(CSVRecord line, Result result) {
        List<String> values = new ArrayList<>(header.columns().kept(line));
        values.addAll(values(result));
        return new Outcome(values, () -> json(line, result), result.error());
    }

    /** The columns that come back, then the answer. */
    private ObjectNode json(CSVRecord line, Result result) {
        ObjectNode json = header.columns().json(line);
        result.answer().ifPresent(answer -> json.setAll(AnswerJson.of(answer)));
        json.put("error", result.error().isEmpty() ? null : result.error());
        return json;
    }

    private static List<String> values(Result result) {
        List<String> values = new ArrayList<>(RESULTS.size());
        values.add(result.answer().map(answer -> answer.cost().method()).orElse(""));
        range(result.answer().map(Answer::energy), values);
        range(result.answer().flatMap(Answer::water), values);
        range(result.answer().flatMap(Answer::carbon), values);
        values.add(result.answer()
                .map(answer -> String.join("; ", answer.warnings()))
                .orElse(""));
        values.add(result.error());
        return values;
    }

    static <Q extends Quantity<Q>> void range(Optional<Estimate<Q>> estimate, List<String> values) {
        values.add(estimate.map(each -> Double.toString(each.low().value())).orElse(""));
        values.add(estimate.map(each -> Double.toString(each.central().value())).orElse(""));
        values.add(estimate.map(each -> Double.toString(each.high().value())).orElse(""));
    }
}
