package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.serving.ServedModel;
import io.wattledger.estimator.serving.Serving;
import java.util.Locale;

/**
 * A measurement of a model that was served.
 *
 * @param serving what ran
 * @param joulesPerOutputToken of all accelerators, the whole request's energy over its output tokens
 * @param task what was asked, for tables
 * @param stack software that served
 */
public record ServingRow(Serving serving, double joulesPerOutputToken, String series, String task, String stack) {

    /** What is left out together: models of one series and one architecture. */
    public String family() {
        return series + " " + serving.model().architecture().label();
    }

    /** Models of one family and about one size, whatever they are tuned for. */
    public String size() {
        double billions = serving.model().totalParameters() / 1e9;
        double digit = Math.pow(10, Math.floor(Math.log10(billions)));
        return String.format(Locale.ROOT, "%s %.0fB", family(), Math.floor(billions / digit) * digit);
    }

    /** The same with a shape that follows from the parameters alone. */
    public ServingRow derived() {
        ServedModel model = serving.model();
        ServedModel unknown = ServedModel.derived(
                model.name(), model.totalParameters(), model.activeParameters(), model.architecture(), model.format());
        return new ServingRow(
                new Serving(
                        unknown,
                        serving.gpu(),
                        serving.gpuCount(),
                        serving.batchSize(),
                        serving.inputTokens(),
                        serving.outputTokens(),
                        serving.images()),
                joulesPerOutputToken,
                series,
                task,
                stack);
    }
}
