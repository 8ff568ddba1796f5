package io.wattledger.estimator.cli;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.method.Model;
import io.wattledger.estimator.method.Models;
import io.wattledger.estimator.serving.ServedModel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the command line says of a served language model: one that no catalogue knows, or a known one in another format. */
final class ServedOptions {

    private static final double BILLION = 1e9;

    private ServedOptions() {}

    /** @throws EstimateException if the model is unknown and its parameters are not given, or they make no sense */
    static Model apply(
            Models models,
            String name,
            @Nullable Double totalParams,
            @Nullable Double activeParams,
            @Nullable String architecture,
            @Nullable String weightPrecision) {
        Optional<WeightFormat> format = Optional.ofNullable(weightPrecision).map(WeightFormat::of);
        if (totalParams == null) {
            if (activeParams != null || architecture != null) {
                throw new EstimateException("--active-params and --architecture go with --total-params");
            }
            Model model = models.require(name);
            return format.isEmpty() ? model : packed(model, format.get());
        }
        return Model.of(ServedModel.of(
                name,
                BILLION * totalParams,
                Optional.ofNullable(activeParams).map(billions -> BILLION * billions),
                Optional.ofNullable(architecture).map(Architecture::of),
                format,
                Optional.empty()));
    }

    private static Model packed(Model model, WeightFormat format) {
        ServedModel served = model.served()
                .orElseThrow(() -> new EstimateException(
                        "--weight-precision is of served language models, and %s is none".formatted(model.name())));
        ServedModel packed = new ServedModel(
                served.name(),
                served.totalParameters(),
                served.activeParameters(),
                served.architecture(),
                format,
                served.shape());
        return new Model(
                model.name(),
                model.family(),
                model.network(),
                model.published(),
                model.released(),
                Optional.of(packed),
                model.generation(),
                true);
    }
}
