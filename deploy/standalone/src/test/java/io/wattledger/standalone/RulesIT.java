package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wattledger.standalone.Programs.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of Prometheus and the routes of Alertmanager, as the tools of both take them. */
class RulesIT {

    private static final Path PROMETHEUS = Path.of("..", "prometheus");
    private static final Path ALERTMANAGER = Path.of("..", "alertmanager");
    private static final Path RULES = PROMETHEUS.resolve("wattledger-rules.yaml");
    private static final Path RUNBOOKS = Path.of("..", "..", "docs", "runbooks.md");
    private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");

    @Test
    void shouldPassTheTestsOfEachRule() throws Exception {
        assumeTrue(Programs.exists("promtool"), "promtool is needed (Debian: prometheus)");
        Ran tests = promtool("test", "rules", "wattledger-rules-tests.yaml");
        assertThat(tests.status()).as(tests.output()).isZero();
    }

    @Test
    void shouldBeAConfigurationThatPrometheusTakes() throws Exception {
        assumeTrue(Programs.exists("promtool"), "promtool is needed (Debian: prometheus)");
        Ran check = promtool("check", "config", "prometheus.yaml");
        assertThat(check.status()).as(check.output()).isZero();
    }

    @Test
    void shouldBeAConfigurationThatAlertmanagerTakes() throws Exception {
        assumeTrue(Programs.exists("amtool"), "amtool is needed (Debian: prometheus-alertmanager)");
        Ran check = Programs.run(ALERTMANAGER, List.of("amtool", "check-config", "alertmanager.yaml"), "");
        assertThat(check.status()).as(check.output()).isZero();
    }

    @Test
    void shouldHaveATestThatFiresAndOneThatDoesNotForEachAlert() throws Exception {
        String tests = Files.readString(PROMETHEUS.resolve("wattledger-rules-tests.yaml"));
        for (String alert : alerts()) {
            assertThat(tests)
                    .as(alert + " fires")
                    .containsPattern("alertname: " + alert + "\\n +exp_alerts:\\n +- exp_labels");
            assertThat(tests)
                    .as(alert + " does not fire")
                    .containsPattern("alertname: " + alert + "\\n +exp_alerts: \\[\\]");
        }
    }

    @Test
    void shouldHaveARunbookForEachAlertAndNoOther() throws Exception {
        String rules = Files.readString(RULES);
        Set<String> sections = Pattern.compile("(?m)^## (\\w+)$")
                .matcher(Files.readString(RUNBOOKS))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(sections).isEqualTo(alerts());
        for (String alert : alerts()) {
            assertThat(rules).contains("docs/runbooks.md#" + alert.toLowerCase(Locale.ROOT) + "\n");
        }
    }

    private static Set<String> alerts() throws Exception {
        Set<String> alerts = ALERT.matcher(Files.readString(RULES))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(alerts).hasSizeGreaterThan(10);
        return alerts;
    }

    private static Ran promtool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        return Programs.run(PROMETHEUS, command, "");
    }
}
