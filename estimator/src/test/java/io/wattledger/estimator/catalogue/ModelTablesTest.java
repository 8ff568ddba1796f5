package io.wattledger.estimator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.estimator.CostRow;
import java.io.StringReader;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelTablesTest {

    private static final ModelAliases ALIASES = ModelAliases.bundled();

    @ParameterizedTest
    @CsvSource({
        "meta-llama/Llama-3.1-8B-Instruct, llama-3.1-8b-instruct",
        "qwen/qwen3-32b, qwen3-32b",
        "ResNet-50, resnet50",
        "resnet50, resnet50",
        "A-Model-Of-Mine, a-model-of-mine"
    })
    void shouldGiveOneNameToAModel(String written, String name) {
        assertThat(ALIASES.canonical(written)).isEqualTo(name);
    }

    @Test
    void shouldNameOnlyModelsThatOtherTablesHold() {
        Set<String> known = new HashSet<>();
        CostCatalogue.bundled().rows().stream().map(CostRow::model).forEach(known::add);
        VisionModels.bundled().models().stream().map(VisionModel::name).forEach(known::add);
        LanguageModels.bundled().models().stream().map(LanguageModel::name).forEach(known::add);
        GenerationModels.bundled().models().stream().map(GenerationModel::name).forEach(known::add);

        assertThat(known).containsAll(ALIASES.byModel().keySet());
        assertThat(ALIASES.byModel().values().stream().flatMap(aliases -> aliases.stream()))
                .doesNotContainAnyElementsOf(known);
    }

    @Test
    void shouldHaveAnAliasOfEveryModelWithCosts() {
        assertThat(CostCatalogue.bundled().rows())
                .allSatisfy(row -> assertThat(ALIASES.aliases(row.model())).isNotEmpty());
        assertThat(ALIASES.aliases("a-model-of-mine")).isEmpty();
    }

    @Test
    void shouldNameNoTwoModelsAlike() {
        Set<String> language = new HashSet<>();
        LanguageModels.bundled().models().forEach(model -> language.add(model.name()));

        assertThat(VisionModels.bundled().models())
                .extracting(VisionModel::name)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(language);
        assertThatThrownBy(() -> ModelAliases.read(new StringReader("model,alias\na,x\nb,X\n"), "m.csv"))
                .hasMessage("m.csv, line 3, column alias: X is on line 2 already; remove one");
        assertThatThrownBy(() -> ModelAliases.read(new StringReader("model,alias\na,b\nb,c\n"), "m.csv"))
                .hasMessage("m.csv, line 2, column alias: b is the name of a model; remove the line");
    }
}
