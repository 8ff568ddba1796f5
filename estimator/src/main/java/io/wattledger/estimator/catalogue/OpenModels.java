package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Architecture;
import io.wattledger.estimator.WeightFormat;
import java.io.Reader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Language models whose configuration is published. A name is found without its developer, its tuning and the format of its
 * weights: what decides the energy of a token is the same.
 */
public final class OpenModels {

    static final String RESOURCE = "open-models.csv";

    static final List<String> COLUMNS = List.of(
            "name",
            "series",
            "total_params_billions",
            "active_params_billions",
            "architecture",
            "weight_format",
            "layers",
            "hidden_size",
            "cache_bytes_per_token",
            "full_attention_share",
            "window",
            "experts",
            "experts_per_token",
            "state_bytes",
            "source",
            "source_date");

    private static final double BILLION = 1e9;

    /** Parts of names that say how a model was tuned or packed, not how it is built. */
    private static final Set<String> TUNING = Set.of(
            "instruct",
            "thinking",
            "reasoning",
            "chat",
            "base",
            "it",
            "hf",
            "preview",
            "distill",
            "meta",
            "fp8",
            "bf16",
            "fp16",
            "awq",
            "gptq",
            "int4",
            "int8",
            "mxfp4",
            "nvfp4",
            "fp4",
            "dynamic");

    private static final Pattern VERSION = Pattern.compile("v0\\.\\d+|\\d{4}");

    private final List<OpenModel> models;
    private final Map<String, OpenModel> byKey = new HashMap<>();

    private OpenModels(List<OpenModel> models) {
        this.models = List.copyOf(models);
        models.forEach(model -> byKey.putIfAbsent(key(model.name()), model));
    }

    /** The table that comes with the estimator. */
    public static OpenModels bundled() {
        return Bundled.TABLE;
    }

    /**
     * Reads a table; does not close the reader.
     *
     * @param name what to call the table in errors
     * @throws CatalogueException if the table is not in order
     */
    public static OpenModels read(Reader reader, String name) {
        return new OpenModels(Table.read(reader, name, COLUMNS).unique("name").lines().stream()
                .map(OpenModels::model)
                .toList());
    }

    /** In the order of the table. */
    public List<OpenModel> models() {
        return models;
    }

    /** The model of a name, in any case, tuned and packed in any way. */
    public Optional<OpenModel> find(String name) {
        return models.stream()
                .filter(model -> model.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .or(() -> Optional.ofNullable(byKey.get(key(name))));
    }

    private static String key(String name) {
        String own = name.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(own.substring(own.indexOf('/') + 1).split("[-_ ]"))
                .filter(Predicate.not(TUNING::contains))
                .filter(part -> !VERSION.matcher(part).matches())
                .collect(Collectors.joining("-"));
    }

    private static OpenModel model(Table.Line line) {
        return new OpenModel(
                line.text("name"),
                line.text("series"),
                BILLION * line.number("total_params_billions", 0),
                BILLION * line.number("active_params_billions", 0),
                line.choice("architecture", Architecture.values(), Architecture::label),
                line.choice("weight_format", WeightFormat.values(), WeightFormat::label),
                line.positiveInt("layers"),
                line.positiveInt("hidden_size"),
                line.number("cache_bytes_per_token", 0),
                line.number("full_attention_share", 0),
                line.number("window", 0),
                (int) line.number("experts", 0),
                (int) line.number("experts_per_token", 0),
                line.number("state_bytes", 0),
                line.text("source"),
                line.date("source_date"));
    }

    /** Read once, when first asked for; it never changes. */
    private static final class Bundled {
        private static final OpenModels TABLE = Resources.read(RESOURCE, OpenModels::read);
    }
}
