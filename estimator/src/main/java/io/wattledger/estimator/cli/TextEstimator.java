package io.wattledger.estimator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.SiteRow;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.catalogue.SiteCatalogue;
import io.wattledger.estimator.cli.Question.Field;
import io.wattledger.estimator.method.Answer;
import io.wattledger.estimator.method.Estimator;
import io.wattledger.estimator.method.Model;
import io.wattledger.estimator.method.Models;
import io.wattledger.estimator.method.Place;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Answers questions that come as texts, whoever asks: a command line, a line of a file, a request over HTTP. May be shared by threads. */
public final class TextEstimator {

    private final Estimator estimator;
    private final Coefficients.Fitted fitted;
    private final Function<String, Model> models;
    private final GpuCatalogue gpus = GpuCatalogue.bundled();
    private final SiteCatalogue sites = SiteCatalogue.bundled();

    TextEstimator(Estimator estimator, Coefficients.Fitted fitted, Function<String, Model> models) {
        this.estimator = estimator;
        this.fitted = fitted;
        this.models = models;
    }

    /** One with the bundled tables and the published coefficients, as {@code wattledger estimate} has it without options. */
    public static TextEstimator bundled() {
        Coefficients.Fitted fitted = Coefficients.bundled(Optional.empty());
        return new TextEstimator(
                new Estimator(fitted.methods(), true), fitted, new Models(CostCatalogue.bundled())::require);
    }

    /**
     * What {@code wattledger estimate --json} prints.
     *
     * @param texts by the name of the field: model, gpu, date, method, precision, batch, inputTokens, cachedInputTokens,
     *     outputTokens, region, waterPreset, gpuCount, steps, resolution, frames; model is needed
     * @throws EstimateException if the question cannot be answered; the message says why
     */
    public ObjectNode json(Map<String, String> texts) {
        return AnswerJson.of(answer(question(texts)));
    }

    /** The same at a site of the asker's own, which takes the place of region and waterPreset. */
    public ObjectNode json(Map<String, String> texts, SiteRow site) {
        return AnswerJson.of(answer(question(texts), new Place(Optional.of(site), Optional.empty())));
    }

    private static Question question(Map<String, String> texts) {
        Map<Field, String> fields = new EnumMap<>(Field.class);
        texts.forEach((name, text) -> fields.put(
                Field.of(name)
                        .orElseThrow(() -> new EstimateException(
                                "field '%s' is not known; write some of %s".formatted(name, Field.columns()))),
                text));
        return new Question(fields);
    }

    Answer answer(Question question) {
        return answer(question, question.place(sites));
    }

    private Answer answer(Question question, Place place) {
        return estimator.answer(question.workload(models, gpus), fitted.method(question.text(Field.METHOD)), place);
    }
}
