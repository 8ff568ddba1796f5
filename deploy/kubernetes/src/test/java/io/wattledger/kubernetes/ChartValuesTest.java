package io.wattledger.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.config.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values: each has a comment, a misspelt one is refused, and what is missing or would not work is told in words. */
class ChartValuesTest {

    private static final Path VALUES = Chart.FOLDER.resolve("values.yaml");
    private static final Path SCHEMA = Chart.FOLDER.resolve("values.schema.json");

    /** What the chart itself decides. */
    private static final Set<String> DECIDED = Set.of(
            "app.state-dir",
            "http.host",
            "http.port",
            "http.tls-keystore",
            "http.tls-password-file",
            "access.tokens",
            "access.anonymous");

    private static final Pattern KEY = Pattern.compile("( *)([a-zA-Z]+):.*");
    private static final Pattern REFERENCE = Pattern.compile("\\| `([a-z.-]+?)(\\.\\*)?` \\|.*");

    @TempDir
    Path folder;

    @BeforeAll
    static void helm() {
        Chart.assumeHelm();
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.bootstrapServers, kafka.bootstrapServers is missing: where is Kafka?",
        "registry.url, registry.url is missing: where is the schema registry?",
        "access.existingSecret, who may come in? Set access.existingSecret",
    })
    void shouldSayWhichValueIsMissing(String value, String message) {
        assertThatThrownBy(() -> Chart.template("minimal", Map.of(value, ""))).hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replica",
                "kafka.bootstrapServer",
                "kafka.sasl.secret",
                "http.port",
                "config.topic.prefix",
                "config.app.thread",
                "config.http.host",
                "persistence.storageClassName",
                "autoscaling.maxReplica",
                "serviceMonitor.token",
            })
    void shouldRefuseAMisspeltValue(String value) {
        assertThatThrownBy(() -> Chart.template("minimal", Map.of(value, "1")))
                .hasMessageContaining("schema")
                .hasMessageMatching("(?s).*additional properties '\\w+' not allowed.*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas | two | replicas",
                "kafka.bootstrapServers | kafka | bootstrapServers",
                "registry.url | registry:8081 | url",
                "image.digest | sha256:12 | digest",
                "config.app.stop-limit | 10 seconds | stop-limit",
                "replicas | 5 | replicas (5) is more than there are partitions of inference-events",
                "terminationGracePeriodSeconds | 10 | must be longer than config.app.stop-limit (10s)",
                "config.app.stop-limit | 2m | must be longer than config.app.stop-limit (2m)",
                "config.app.start-limit | 1h | probes.startup gives up after 300 s",
                "probes.startup.failureThreshold | 24 | probes.startup gives up after 120 s",
                "access.anonymous | true | access.anonymous=true makes access.existingSecret mean nothing",
                "serviceMonitor.enabled | true | serviceMonitor.tokenSecret is missing",
                "config.kafka.ssl\\.truststore\\.password | x | would stand in a ConfigMap for all to read",
                "config.registry.basic\\.auth\\.user\\.info | x | would stand in a ConfigMap for all to read",
                "config.kafka.bootstrap\\.servers | x | is decided by kafka.bootstrapServers",
            })
    void shouldRefuseWhatWouldNotWork(String value, String given, String message) {
        assertThatThrownBy(() -> Chart.template("minimal", Map.of(value, given)))
                .hasMessageContaining(message);
    }

    @Test
    void shouldNotScaleBeyondThePartitions() {
        assertThatThrownBy(() ->
                        Chart.template("minimal", Map.of("autoscaling.enabled", true, "autoscaling.maxReplicas", 5)))
                .hasMessageContaining("autoscaling.maxReplicas (5) is more than there are partitions");
    }

    /** With the values of each file as its own, because lint takes no others. */
    @ParameterizedTest
    @ValueSource(strings = {"minimal", "bare", "everything"})
    void shouldLintWithoutAWord(String values) throws IOException {
        // Given
        Path chart = folder.resolve("wattledger");
        copy(Chart.FOLDER, chart);
        ObjectNode all = (ObjectNode) Strict.tree(Files.readString(VALUES));
        merge(all, (ObjectNode) Strict.tree(Files.readString(Chart.values(values))));
        Files.writeString(chart.resolve("values.yaml"), all.toString());

        // When
        var result = Chart.lint(chart);

        // Then
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).noneMatch(line -> line.contains("[WARNING]") || line.contains("[ERROR]"));
    }

    @Test
    void shouldLintAsItIs() {
        var result = Chart.lint(Chart.FOLDER);
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void shouldTakeEveryKeyOfTheApplicationButThoseThatTheChartDecides() throws IOException {
        // Given
        Set<String> keys = new TreeSet<>();
        ConfigReference.markdown().lines().forEach(line -> {
            Matcher row = REFERENCE.matcher(line);
            if (row.matches() && !DECIDED.contains(row.group(1))) {
                keys.add(row.group(1));
            }
        });

        // When
        Set<String> taken =
                new TreeSet<>(leaves("", Strict.tree(Files.readString(SCHEMA)).at("/properties/config"), false));

        // Then
        assertThat(taken).isEqualTo(keys);
    }

    @Test
    void shouldHaveACommentAboveEachValueAndAValueForEachOfTheSchema() throws IOException {
        // Given
        Set<String> expected = new TreeSet<>(leaves("", Strict.tree(Files.readString(SCHEMA)), true));
        expected.remove("global");

        // When
        Set<String> commented = new TreeSet<>();
        List<String> path = new ArrayList<>();
        String before = "";
        for (String line : Files.readAllLines(VALUES)) {
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                int depth = key.group(1).length() / 2;
                while (path.size() > depth) {
                    path.remove(path.size() - 1);
                }
                path.add(key.group(2));
                if (before.strip().startsWith("# ")) {
                    commented.add(String.join(".", path));
                }
            }
            before = line;
        }

        // Then
        assertThat(commented).containsAll(expected);
    }

    @Test
    void shouldAllowNothingThatTheSchemaDoesNotName() throws IOException {
        List<String> open = new ArrayList<>();
        findOpen("", Strict.tree(Files.readString(SCHEMA)), open);
        assertThat(open).isEmpty();
    }

    /** Objects with named properties that take others as well. */
    private static void findOpen(String path, JsonNode schema, List<String> open) {
        if (schema.has("properties")) {
            if (!schema.path("additionalProperties").isBoolean()
                    || schema.path("additionalProperties").asBoolean()) {
                open.add(path);
            }
            schema.get("properties")
                    .properties()
                    .forEach(each -> findOpen(path + "/" + each.getKey(), each.getValue(), open));
        }
    }

    /** Paths of what has no named properties; with {@code whole}, what is given as it is (config, resources) counts as one. */
    private static List<String> leaves(String prefix, JsonNode schema, boolean whole) {
        List<String> leaves = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : schema.get("properties").properties()) {
            String path = prefix + each.getKey();
            boolean leaf = !each.getValue().has("properties")
                    || (whole && Set.of("config", "resources").contains(each.getKey()));
            if (leaf) {
                leaves.add(path);
            } else {
                leaves.addAll(leaves(path + ".", each.getValue(), whole));
            }
        }
        return leaves;
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        Iterator<Map.Entry<String, JsonNode>> fields = from.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode there = into.get(field.getKey());
            if (there instanceof ObjectNode object && field.getValue() instanceof ObjectNode more) {
                merge(object, more);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
