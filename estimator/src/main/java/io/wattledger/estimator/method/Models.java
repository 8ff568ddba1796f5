package io.wattledger.estimator.method;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.Rate;
import io.wattledger.estimator.UnknownNameException;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.GenerationModel;
import io.wattledger.estimator.catalogue.GenerationModels;
import io.wattledger.estimator.catalogue.LanguageModel;
import io.wattledger.estimator.catalogue.LanguageModels;
import io.wattledger.estimator.catalogue.ModelAliases;
import io.wattledger.estimator.catalogue.OpenModel;
import io.wattledger.estimator.catalogue.OpenModels;
import io.wattledger.estimator.catalogue.VisionModel;
import io.wattledger.estimator.catalogue.VisionModels;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.Networks;
import io.wattledger.estimator.serving.ServedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every model that the estimator knows: networks, the tables of the documents, and what was measured. */
public final class Models {

    private final CostCatalogue costs;

    /** Models of the bundled tables and of a cost catalogue. */
    public Models(CostCatalogue costs) {
        this.costs = costs;
    }

    /** All names, in order. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(Networks.names());
        VisionModels.bundled().models().forEach(row -> names.add(row.name()));
        LanguageModels.bundled().models().forEach(row -> names.add(row.name()));
        costs.rows().forEach(row -> names.add(canonical(row.model())));
        GenerationModels.bundled().models().forEach(model -> names.add(model.name()));
        OpenModels.bundled().models().forEach(model -> names.add(model.name()));
        return names;
    }

    /**
     * The model of a name or an alias.
     *
     * @throws UnknownNameException with the nearest names
     */
    public Model require(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    /** The one name of a model that tables may call otherwise: that of its network, if it has one. */
    public static String canonical(String name) {
        String own = ModelAliases.bundled().canonical(name);
        return Networks.nameOf(own).orElse(own);
    }

    /** The model of a name or an alias. */
    public Optional<Model> find(String asked) {
        String own = canonical(asked);
        Optional<Network> network = Networks.find(own);
        Optional<VisionModel> vision = VisionModels.bundled().find(own);
        Optional<LanguageModel> language = LanguageModels.bundled().find(own);
        Optional<GenerationModel> generation = GenerationModels.bundled().find(own);
        Optional<OpenModel> open = OpenModels.bundled().find(own);
        Optional<Family> family = network.map(Network::family)
                .or(() -> vision.map(VisionModel::family))
                .or(() -> language.map(LanguageModel::family))
                .or(() -> generation.map(GenerationModel::family))
                .or(() -> rows(own).findFirst().map(Models::family))
                .or(() -> open.map(model -> Family.LANGUAGE_DECODER));
        boolean alone = network.isEmpty() && vision.isEmpty() && language.isEmpty() && !priced(own);
        return family.map(known -> new Model(
                open.filter(model -> alone).map(OpenModel::name).orElse(own),
                known,
                network,
                vision.map(Models::published).or(() -> language.map(Models::published)),
                vision.map(VisionModel::released).or(() -> language.map(LanguageModel::released)),
                open.filter(model -> known == Family.LANGUAGE_DECODER).map(ServedModel::of),
                generation,
                false));
    }

    private boolean priced(String own) {
        return rows(own).findAny().isPresent();
    }

    private Stream<CostRow> rows(String own) {
        return costs.rows().stream().filter(row -> canonical(row.model()).equals(own));
    }

    private UnknownNameException unknown(String name) {
        List<String> known = new ArrayList<>(names());
        ModelAliases.bundled().byModel().values().forEach(known::addAll);
        return new UnknownNameException("model", name, known, "'wattledger catalogue models'");
    }

    private static Family family(CostRow row) {
        boolean tokens = row.defaultPoint().per(Rate.OUTPUT_TOKEN).central().value() > 0;
        return tokens ? Family.LANGUAGE_DECODER : Family.CNN;
    }

    private static Model.PublishedFlops published(VisionModel model) {
        return new Model.PublishedFlops(
                model.flops(), 1, model.parameters(), model.source() + ", " + model.sourceDate());
    }

    private static Model.PublishedFlops published(LanguageModel model) {
        return new Model.PublishedFlops(
                model.flops(), model.inputTokens(), model.parameters(), model.source() + ", " + model.sourceDate());
    }
}
