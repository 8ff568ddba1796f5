package io.wattledger.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documentation tells people to type gives objects. */
class ReadmesTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```[a-z]*\\n(.*?)^```$");
    private static final Pattern SET = Pattern.compile("--set ([^= ]+)=(\\S+)");
    private static final Pattern VALUES = Pattern.compile("(?s)[a-z]+:.*");

    @TempDir
    Path folder;

    @BeforeAll
    static void helm() {
        Chart.assumeHelm();
    }

    @ParameterizedTest
    @CsvSource({"../../README.md, 1", "wattledger/README.md, 2"})
    void shouldShowCommandsThatRender(Path readme, int commands) throws IOException {
        // Given: each adds its values to those of the ones before
        Map<String, String> values = new LinkedHashMap<>();
        int found = 0;
        for (String block : blocks(readme)) {
            if (block.contains("helm install") || block.contains("helm upgrade")) {
                found++;
                SET.matcher(block).results().forEach(set -> values.put(set.group(1), set.group(2)));

                // Then
                assertThat(Strict.read(Chart.template("nothing", values))).isNotEmpty();
            }
        }
        assertThat(found).isEqualTo(commands);
    }

    @ParameterizedTest
    @CsvSource({"wattledger/README.md, 2", "strimzi/README.md, 1"})
    void shouldShowValuesThatRender(Path readme, int examples) throws IOException {
        List<String> values = blocks(readme).stream()
                .filter(block -> VALUES.matcher(block).matches())
                .toList();
        assertThat(values).hasSize(examples);
        for (String each : values) {
            Path file = Files.writeString(folder.resolve("values.yaml"), each);
            assertThat(Strict.read(Chart.template(List.of(Chart.values("minimal"), file), Map.of())))
                    .isNotEmpty();
        }
    }

    @Test
    void shouldNameTheUsersOfStrimziInItsExample() throws IOException {
        // Given
        List<String> users = Strimzi.users().stream()
                .map(user -> user.getMetadata().getName())
                .toList();

        // When
        List<String> named = new ArrayList<>();
        Pattern.compile("(existingSecret|saslSecret): (wattledger-[a-z]+)")
                .matcher(Files.readString(Path.of("strimzi/README.md")))
                .results()
                .map(secret -> secret.group(2))
                .forEach(named::add);

        // Then
        assertThat(named).hasSize(3).allMatch(users::contains);
    }

    private static List<String> blocks(Path readme) throws IOException {
        return BLOCK.matcher(Files.readString(readme))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }
}
