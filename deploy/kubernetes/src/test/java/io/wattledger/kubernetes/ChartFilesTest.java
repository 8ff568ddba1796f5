package io.wattledger.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A chart cannot read outside of its folder: rules and dashboards lie in it as copies, and are what they are copies of. */
class ChartFilesTest {

    private static final Path RULES = Path.of("../prometheus/wattledger-rules.yaml");
    private static final Path DASHBOARDS = Path.of("../../grafana/dashboards");
    private static final Path FILES = Chart.FOLDER.resolve("files");

    @Test
    void shouldHoldTheRulesAndTheDashboardsThatThereAre() throws IOException {
        Golden.assertCopy(RULES, FILES.resolve("wattledger-rules.yaml"));
        for (String name : names(DASHBOARDS)) {
            Golden.assertCopy(
                    DASHBOARDS.resolve(name), FILES.resolve("dashboards").resolve(name));
        }
        assertThat(names(FILES.resolve("dashboards"))).isEqualTo(names(DASHBOARDS));
    }

    @Test
    void shouldMakeTheRulesThatPrometheusHasFromItsFile() throws IOException {
        // Given
        Chart.assumeHelm();

        // When
        String made = Chart.template("everything", Map.of("prometheusRule.runbookUrl", "docs/runbooks.md"));

        // Then
        assertThat(Strict.trees(made).stream()
                        .filter(object -> object.path("kind").asText().equals("PrometheusRule"))
                        .map(object -> object.path("spec")))
                .containsExactly(Strict.tree(Files.readString(RULES)));
    }

    @Test
    void shouldLinkTheAlertsToTheRunbooksWhereTheyAre() throws IOException {
        // Given
        Chart.assumeHelm();

        // When
        PrometheusRule made = Chart.release("everything").one(PrometheusRule.class);

        // Then
        List<String> links = made.getSpec().getGroups().stream()
                .flatMap(group -> group.getRules().stream())
                .filter(rule -> rule.getAlert() != null)
                .map(rule -> rule.getAnnotations().get("runbook_url"))
                .toList();
        assertThat(links)
                .hasSizeGreaterThan(5)
                .allMatch(link -> link.startsWith("https://git.example.com/wattledger/docs/runbooks.md#wattledger"));
    }

    @Test
    void shouldMakeADashboardOfEachFile() throws IOException {
        // Given
        Chart.assumeHelm();

        // When
        List<ConfigMap> made = Chart.release("everything").all(ConfigMap.class).stream()
                .filter(map -> "1".equals(map.getMetadata().getLabels().get("grafana_dashboard")))
                .toList();

        // Then
        Set<String> names = names(DASHBOARDS);
        assertThat(made).hasSameSizeAs(names).allSatisfy(map -> {
            assertThat(map.getMetadata().getAnnotations()).containsEntry("grafana_folder", "Wattledger");
            assertThat(map.getData()).hasSize(1);
        });
        Map<String, String> contents = made.stream()
                .flatMap(map -> map.getData().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        var json = new ObjectMapper();
        for (String name : names) {
            assertThat(json.readTree(contents.get("wattledger-" + name)))
                    .isEqualTo(json.readTree(Files.readString(DASHBOARDS.resolve(name))));
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
