package io.wattledger.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/wattledger.yaml} shows every key with its documentation and its default. */
class ExampleConfigTest {

    private static final Path EXAMPLE = Path.of("../deploy/wattledger.yaml");
    private static final Pattern REFERENCE =
            Pattern.compile("\\| `([a-z.-]+)` \\| `?([^`]*?)`? \\| `[^`]*` \\| (.*) \\|");
    private static final Pattern COMMENT = Pattern.compile(" *# ?(.*)");
    private static final Pattern VALUE = Pattern.compile("( *)([a-z.-]+): *(.*)");

    @TempDir
    Path folder;

    /** A value as the example has it, and the comment above it. */
    private record Documented(String value, String comment) {}

    @Test
    void shouldShowEveryKeyWithItsDocumentationAndItsDefault() throws IOException {
        Map<String, Documented> reference = new TreeMap<>();
        Matcher row = REFERENCE.matcher(ConfigReference.markdown());
        while (row.find()) {
            reference.put(row.group(1), new Documented(row.group(2), row.group(3)));
        }
        assertThat(reference.keySet()).containsExactlyInAnyOrderElementsOf(ConfigReference.keys());

        assertThat(example()).isEqualTo(reference);
    }

    @Test
    void shouldLoadAsItIsAndMeanTheDefaults() {
        Config config = ConfigReader.read(Optional.of(EXAMPLE), Map.of(), Map.of());
        assertThat(config)
                .isEqualTo(ConfigReader.read(
                        Optional.empty(),
                        Map.of(),
                        Map.of(
                                "kafka.bootstrap.servers", "localhost:9092",
                                "registry.schema.registry.url", "http://localhost:8081")));
    }

    /** What is commented out and looks like a setting must be one: {@code #ssl.truststore.location: …}. */
    @Test
    void shouldLoadWithItsCommentedExamplesTakenIn() throws IOException {
        String uncommented = Files.readString(EXAMPLE).replaceAll("(?m)^( *)#([a-z])", "$1$2");
        Config config = ConfigReader.read(
                Optional.of(Files.writeString(folder.resolve("wattledger.yaml"), uncommented)), Map.of(), Map.of());
        assertThat(config.kafka())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsKeys(
                        "sasl.mechanism",
                        "sasl.jaas.config",
                        "ssl.truststore.location",
                        "ssl.truststore.password",
                        "group.instance.id");
        assertThat(config.registry())
                .containsEntry("basic.auth.credentials.source", "USER_INFO")
                .containsKeys(
                        "basic.auth.user.info",
                        "schema.registry.ssl.truststore.location",
                        "schema.registry.ssl.truststore.password",
                        "auto.register.schemas");
    }

    private static Map<String, Documented> example() throws IOException {
        Map<String, Documented> values = new TreeMap<>();
        String section = "";
        List<String> comment = new ArrayList<>();
        for (String line : Files.readAllLines(EXAMPLE)) {
            Matcher commented = COMMENT.matcher(line);
            Matcher value = VALUE.matcher(line);
            if (commented.matches()) {
                comment.add(commented.group(1));
                continue;
            }
            if (value.matches()) {
                if (value.group(1).isEmpty()) {
                    section = value.group(2);
                } else if (!ConfigReference.passedThrough().contains(section)) {
                    values.put(
                            section + "." + value.group(2), new Documented(value.group(3), String.join(" ", comment)));
                }
            }
            comment.clear();
        }
        return values;
    }
}
