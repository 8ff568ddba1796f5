package io.wattledger.estimator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.HostShare;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.SiteRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueFileTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "catalogue.md");
    private static final Path FILE = Path.of("my.yaml");

    @Test
    void shouldReadTheExampleOfTheDocumentation() throws Exception {
        Matcher example = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT));
        assertThat(example.find()).isTrue();

        CatalogueFile file = CatalogueFile.parse(example.group(1), FILE);

        assertThat(file.costs()).hasSize(2);
        assertThat(file.costs().get(0).calibratedOn()).contains("2026-11-21, vLLM 0.11.1");
        CostRow chat = file.costs().get(0);
        assertThat(chat.key()).isEqualTo("our-chat-8b|h100-sxm5-80gb");
        assertThat(chat.method()).isEqualTo("measured");
        OperatingPoint first = chat.defaultPoint();
        assertThat(first.batchSize()).isEqualTo(32);
        assertThat(first.perOutputToken().low().value()).isEqualTo(0.2);
        assertThat(first.perOutputToken().central().value()).isEqualTo(0.3);
        assertThat(first.perOutputToken().high().value()).isEqualTo(0.5);
        assertThat(first.perInference().high().value()).isZero();
        assertThat(chat.operatingPoints().get(1).perOutputToken().low().value()).isEqualTo(0.9);
        assertThat(chat.terms()).hasSize(4).allSatisfy(term -> {
            assertThat(term.unit()).isEqualTo("J");
            assertThat(term.source()).isEqualTo("power meter of rack 7, 10,000 requests, 2026-11-21");
        });
        CostRow classifier = file.costs().get(1);
        assertThat(classifier.defaultPoint().perInference())
                .isEqualTo(HostShare.added(Estimate.exactly(new Joules(0.4))));
        assertThat(classifier.terms()).containsAll(HostShare.terms());
        assertThat(file.sites())
                .extracting(SiteRow::effectiveFrom)
                .containsExactly(Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2026-07-01T00:00:00Z"));
        assertThat(file.sites().get(1).gramsCo2ePerKwh()).isEqualTo(95);
        assertThat(file.sites().get(0).sourceDate()).isEqualTo("2025");
        EstimateEntry computed = file.estimates().get(0);
        assertThat(computed.model()).contains("resnet50");
        assertThat(computed.batch()).containsExactly(1, 32);
        assertThat(computed.place()).startsWith("my.yaml, line ").endsWith(": estimates[0]");
        EstimateEntry network = file.estimates().get(1);
        assertThat(network.network()).contains(Path.of("our-network.yaml"));
        assertThat(network.coefficients()).contains(Path.of("our-fit.yaml"));
        EstimateEntry language = file.estimates().get(2);
        assertThat(language.precision()).contains(Precision.BF16);
        assertThat(language.inputTokens()).isEqualTo(OptionalLong.of(500));
    }

    @Test
    void shouldReportAllProblemsAtOnceWithLineAndPath() {
        List<String> problems = problems("""
                costs:
                  - model: a|b
                    gpu: g
                    sourceDate: yesterday
                    operatingPoints:
                      - batch: 0
                        energyJoules: {perInputTokens: 1}
                      - batch: 4
                        energyJoules: {perOutputToken: {low: 2, central: 1, high: 3}, perInference: -1}
                  - {model: m, gpu: g, source: s, sourceDate: 2026, operatingPoints: []}
                sites:
                  - {region: r, pue: 0.9, wueLitresPerKwh: 1d, ewifLitresPerKwh: .inf, effectiveFrom: soon, source: "", sourceDate: 2026}
                estimates:
                  - {gpu: g, precision: fp12, batch: [1, x], inputTokens: -1}
                more: 1
                """);

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "my.yaml, line 15: more: unknown; the keys are costs, sites, estimates",
                        "my.yaml, line 2: costs[0].model: 'a|b' must have no '|', which parts model and GPU in keys",
                        "my.yaml, line 2: costs[0].source: missing; add it",
                        "my.yaml, line 4: costs[0].sourceDate: 'yesterday' is no date; write 2026, 2026-11 or 2026-11-21",
                        "my.yaml, line 6: costs[0].operatingPoints[0].batch: '0' must be a whole number of at least 1",
                        "my.yaml, line 7: costs[0].operatingPoints[0].energyJoules.perInputTokens: unknown;"
                                + " did you mean perInputToken? The keys are perInference, perInputToken, perCachedInputToken, perOutputToken",
                        "my.yaml, line 7: costs[0].operatingPoints[0].energyJoules: needs at least one of"
                                + " perInference, perInputToken, perCachedInputToken, perOutputToken",
                        "my.yaml, line 9: costs[0].operatingPoints[1].energyJoules.perOutputToken:"
                                + " low, central and high must be in ascending order",
                        "my.yaml, line 9: costs[0].operatingPoints[1].energyJoules.perInference:"
                                + " '-1' must be a finite number of at least 0.0, like 0.0324",
                        "my.yaml, line 10: costs[1].operatingPoints: needs at least one;"
                                + " the first is for requests of unknown batch size",
                        "my.yaml, line 12: sites[0].pue: '0.9' must be a finite number of at least 1.0, like 0.0324",
                        "my.yaml, line 12: sites[0].wueLitresPerKwh: '1d' must be a finite number of at least 0.0, like 0.0324",
                        "my.yaml, line 12: sites[0].ewifLitresPerKwh: '.inf' must be a finite number of at least 0.0, like 0.0324",
                        "my.yaml, line 12: sites[0].gramsCo2ePerKwh: missing; add it",
                        "my.yaml, line 12: sites[0].effectiveFrom: 'soon' is no day and no instant;"
                                + " write 2026-11-21 or 2026-11-21T12:00:00Z",
                        "my.yaml, line 12: sites[0].source: is empty; fill it in, or leave the key out if it may be",
                        "my.yaml, line 14: estimates[0]: needs either model, a name of the catalogue, or network, a file",
                        "my.yaml, line 14: estimates[0].precision: 'fp12' is no precision, like bf16",
                        "my.yaml, line 14: estimates[0].batch[1]: 'x' must be a whole number of at least 1",
                        "my.yaml, line 14: estimates[0].inputTokens: '-1' must be a whole number of at least 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "'' ~ my.yaml: is empty",
                "'{}' ~ my.yaml, line 1: has no entry",
                "'costs: []' ~ my.yaml, line 1: has no entry",
                "'costs' ~ my.yaml, line 1: must be a mapping of costs, sites, estimates",
                "'costs: 3' ~ my.yaml, line 1: costs: must be a list",
                "'costs: [3]' ~ my.yaml, line 1: costs[0]: must be a mapping of model",
                "'costs: {' ~ my.yaml: not YAML",
                "'{costs: [], costs: []}' ~ my.yaml, line 1: costs: written twice; remove one",
                "'costs: [{measuredAt: board}]' ~ costs[0].measuredAt: 'board' must be accelerator, whose host's share is added, or server",
                "'estimates: [{model: m, network: n, gpu: g}]' ~ estimates[0]: needs either model",
                "'estimates: [{model: m, gpu: [g]}]' ~ estimates[0].gpu: must be a single value",
                "'estimates: [{model: m, gpu: g, batch: [2, 2]}]' ~ estimates[0].batch: has a size twice",
            })
    void shouldSayWhatIsWrong(String text, String problem) {
        assertThat(problems(text)).anySatisfy(line -> assertThat(line).contains(problem));
    }

    @Test
    void shouldRefuseTwoEntriesOfOneKey() {
        String cost = "{model: m, gpu: g, source: s, sourceDate: 2026, operatingPoints: [{batch: 1, energyJoules:"
                + " {perInference: 1}}]}";
        String site = "{region: r, pue: 1, wueLitresPerKwh: 0, ewifLitresPerKwh: 0, gramsCo2ePerKwh: 0,"
                + " effectiveFrom: 2026-01-01, source: s, sourceDate: 2026}";

        assertThat(problems("costs:\n - " + cost + "\n - " + cost + "\nsites:\n - " + site + "\n - " + site + "\n"))
                .containsExactly(
                        "my.yaml, line 3: costs[1]: m|g is also at my.yaml, line 2: costs[0]; remove one",
                        "my.yaml, line 6: sites[1]: r from 2026-01-01T00:00:00Z is also at my.yaml, line 5: sites[0]; remove one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13-01", "2026", "now", "2026-01-01T00:00:00", "+999999999-01-01", "1960-01-01", ""})
    void shouldNotTakeOtherTextForATime(String text) {
        assertThat(Moments.parse(text)).isEmpty();
    }

    @Test
    void shouldReadTimesInUtcToTheMillisecond() {
        assertThat(Moments.parse("2026-11-21")).contains(Instant.parse("2026-11-21T00:00:00Z"));
        assertThat(Moments.parse("2026-11-21T12:00+02:00")).contains(Instant.parse("2026-11-21T10:00:00Z"));
        assertThat(Moments.parse("2026-11-21T12:00:00.123456Z")).contains(Instant.parse("2026-11-21T12:00:00.123Z"));
    }

    private static List<String> problems(String text) {
        Throwable thrown = catchThrowable(() -> CatalogueFile.parse(text, FILE));
        assertThat(thrown).isInstanceOf(EstimateException.class);
        return String.valueOf(thrown.getMessage()).lines().toList();
    }
}
