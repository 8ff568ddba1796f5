package io.wattledger.estimator.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.catalogue.LanguageModels;
import io.wattledger.estimator.catalogue.VisionModels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Desislavov, 2021, says of its tables in chapters 4 and 5. */
class TrendsTest {

    private final Trends trends = Trends.bundled();

    @ParameterizedTest
    @CsvSource({"alexnet, 0.100", "zfnet, 0.112", "googlenet, 0.115", "mobilenet, 0.022", "efficientnetv2-s, 0.122"})
    void shouldGiveTheJoulesOfTables52And53(String name, double joules) {
        ModelPoint model = ModelPoint.of(VisionModels.bundled().find(name).orElseThrow());

        assertThat(model.joules()).isCloseTo(joules, within(0.0005));
    }

    @ParameterizedTest
    @CsvSource({
        "VISION, best of each year, flops",
        "VISION, best of each year, joules",
        "LANGUAGE, most demanding at release, flops",
        "LANGUAGE, most demanding at release, joules"
    })
    void shouldGrowFasterAtTheTopThanOverAll(Domain domain, String top, String quantity) {
        assertThat(perYear(domain, top, quantity)).isGreaterThan(perYear(domain, "all models", quantity));
        assertThat(perYear(domain, top, quantity)).isGreaterThan(perYear(domain, "average of each year", quantity));
    }

    @ParameterizedTest
    @CsvSource({
        "VISION, all models",
        "VISION, best of each year",
        "VISION, average of each year",
        "LANGUAGE, all models",
        "LANGUAGE, most demanding at release",
        "LANGUAGE, average of each year"
    })
    void shouldGrowSlowerInJoulesThanInOperationsForHardwareGotBetter(Domain domain, String name) {
        assertThat(perYear(domain, name, "joules")).isLessThan(perYear(domain, name, "flops"));
    }

    @Test
    void shouldBeAlmostLevelInJoulesOverAllVisionModels() {
        assertThat(perYear(Domain.VISION, "all models", "joules")).isBetween(0.9, 1.15);
    }

    @Test
    void shouldGrowFasterAtTheTopForLanguageThanForVision() {
        assertThat(perYear(Domain.LANGUAGE, "most demanding at release", "joules"))
                .isGreaterThan(perYear(Domain.VISION, "best of each year", "joules"));
    }

    @Test
    void shouldTakeTheModelsOfFigure48AsTheMostDemanding() {
        assertThat(growth(Domain.LANGUAGE, "most demanding at release", "flops").points())
                .extracting(Dated::name)
                .containsExactly("Transformer", "BERT Large", "GPT-2", "Megatron", "Microsoft T-NLG", "GPT-3");
    }

    @Test
    void shouldDivideJoulesByTheTrendThatItShows() {
        ModelPoint gpt3 = ModelPoint.of(LanguageModels.bundled().find("gpt-3").orElseThrow());
        Growth efficiency = growth(Domain.GPU, "adapted for NLP", EfficiencyFigure.QUANTITY);

        double gflopsPerJoule = efficiency.trend().orElseThrow().at(gpt3.released());

        assertThat(gpt3.joules()).isCloseTo(gpt3.gflops() / gflopsPerJoule, within(1e-9));
    }

    @Test
    void shouldFindParametersAndOperationsTogetherAsFigure41Does() {
        // The document prints 0.772 for convolutional networks and 0.995 for transformers.
        String sentence = trends.figures().get(0).sentence();

        assertThat(sentence).contains("0.782 for 72 convolutional networks", "0.993 for 20 transformers");
    }

    private double perYear(Domain domain, String name, String quantity) {
        return growth(domain, name, quantity).perYear().orElseThrow();
    }

    private Growth growth(Domain domain, String name, String quantity) {
        return trends.growths().stream()
                .filter(each -> each.domain() == domain
                        && each.name().equals(name)
                        && each.quantity().equals(quantity))
                .findFirst()
                .orElseThrow();
    }
}
