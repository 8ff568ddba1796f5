package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.network.Family;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Models that generate images and videos. Networks of convolutions such as SDXL are not among them: nobody measured one for the energy
 * of an item by its size.
 *
 * @param models in the order of the table, no name twice
 */
public record GenerationModels(List<GenerationModel> models) {

    static final String RESOURCE = "generation-models.csv";

    static final List<String> COLUMNS = List.of(
            "name",
            "kind",
            "series",
            "denoiser_params_billions",
            "layers",
            "hidden_size",
            "image_token_share",
            "pixels_per_token",
            "frames_per_latent",
            "latents_per_token",
            "passes",
            "steps",
            "width",
            "height",
            "frames",
            "source",
            "source_date");

    private static final double BILLION = 1e9;
    private static final Family[] KINDS = {Family.IMAGE_GENERATOR, Family.VIDEO_GENERATOR};

    public GenerationModels {
        models = List.copyOf(models);
    }

    /** The table that comes with the estimator. */
    public static GenerationModels bundled() {
        return Bundled.TABLE;
    }

    /**
     * Reads a table; does not close the reader.
     *
     * @param name what to call the table in errors
     * @throws CatalogueException if the table is not in order
     */
    public static GenerationModels read(Reader reader, String name) {
        return new GenerationModels(Table.read(reader, name, COLUMNS).unique("name").lines().stream()
                .map(GenerationModels::model)
                .toList());
    }

    /** The model of a name or an alias, in any case. */
    public Optional<GenerationModel> find(String name) {
        String own = ModelAliases.bundled().canonical(name);
        return models.stream()
                .filter(model -> model.name().equalsIgnoreCase(own))
                .findFirst();
    }

    private static GenerationModel model(Table.Line line) {
        return new GenerationModel(
                line.text("name"),
                line.choice("kind", KINDS, Family::label),
                line.text("series"),
                BILLION * line.number("denoiser_params_billions", 0),
                layerNumbers(line),
                line.number("image_token_share", 0),
                line.positiveInt("pixels_per_token"),
                line.positiveInt("frames_per_latent"),
                line.positiveInt("latents_per_token"),
                line.positiveInt("passes"),
                line.positiveInt("steps"),
                line.positiveInt("width"),
                line.positiveInt("height"),
                line.positiveInt("frames"),
                line.text("source"),
                line.date("source_date"));
    }

    /** Both blank where the configuration is not known. */
    private static OptionalDouble layerNumbers(Table.Line line) {
        return line.optional("layers").isEmpty() && line.optional("hidden_size").isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) line.positiveInt("layers") * line.positiveInt("hidden_size"));
    }

    /** Read once, when first asked for; it never changes. */
    private static final class Bundled {
        private static final GenerationModels TABLE = Resources.read(RESOURCE, GenerationModels::read);
    }
}
