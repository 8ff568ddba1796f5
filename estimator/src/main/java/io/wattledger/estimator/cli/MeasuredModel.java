package io.wattledger.estimator.cli;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.OpenModel;
import io.wattledger.estimator.catalogue.OpenModels;
import io.wattledger.estimator.serving.ServedModel;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model that somebody measured, with the series that it belongs to. */
record MeasuredModel(ServedModel model, String series) {

    private static final double BILLION = 1e9;
    private static final Pattern SERIES =
            Pattern.compile("[a-z]+(?:-(?=[a-z]))?[a-z]*[0-9]*", Pattern.CASE_INSENSITIVE);

    /**
     * The model of a name; what a file does not say of it is that of the published model.
     *
     * @param totalBillions of parameters
     * @param activeBillions of parameters
     * @throws EstimateException if neither a file nor a catalogue knows its parameters
     */
    static MeasuredModel of(
            String name,
            Optional<Double> totalBillions,
            Optional<Double> activeBillions,
            Optional<Architecture> architecture,
            Optional<WeightFormat> format,
            Optional<String> series) {
        Optional<OpenModel> published = OpenModels.bundled().find(name);
        double total = totalBillions
                .map(billions -> BILLION * billions)
                .or(() -> published.map(OpenModel::totalParameters))
                .orElseThrow(() -> new EstimateException(
                        "model %s is in no catalogue; %s is needed, a column of files in our own form"
                                .formatted(name, OwnMeasurements.TOTAL)));
        return new MeasuredModel(
                ServedModel.of(
                        name,
                        total,
                        activeBillions.map(billions -> BILLION * billions),
                        architecture,
                        format,
                        published),
                series.or(() -> published.map(OpenModel::series)).orElseGet(() -> series(name)));
    }

    /** The beginning of a name up to its version or size: "gemma" of "google/gemma-3-27b-it". */
    private static String series(String name) {
        Matcher matcher = SERIES.matcher(name.substring(name.indexOf('/') + 1));
        return matcher.lookingAt() ? matcher.group().toLowerCase(Locale.ROOT) : name;
    }
}
