package io.wattledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Today's contract reads what each release wrote, and writes keys as each release did. CONTRIBUTING.md: "What a release leaves". */
class ReleasedSchemasTest {

    private static final Path AVRO = Path.of("src/main/avro");
    private static final Path RELEASES = Path.of("src/test/resources/releases");

    /** What a registry calls BACKWARD_TRANSITIVE. */
    private static final SchemaValidator BACKWARD_TRANSITIVE =
            new SchemaValidatorBuilder().canReadStrategy().validateAll();

    /** Compaction compares their bytes. */
    private static final Set<String> KEYS = Set.of("FootprintKey", "FootprintDimensions");

    private static final Map<String, Schema> TODAY = today();

    /** {@code -Dwattledger.release.record=VERSION} leaves today's schemas as those of a release. */
    @BeforeAll
    static void record() throws IOException {
        String version = System.getProperty("wattledger.release.record", "");
        if (version.isEmpty()) {
            return;
        }
        Path folder = Files.createDirectories(RELEASES.resolve(version));
        for (Map.Entry<String, Schema> each : TODAY.entrySet()) {
            Files.writeString(
                    folder.resolve(each.getKey() + ".avsc"),
                    SchemaFormatter.format("json/pretty", each.getValue()) + "\n");
        }
    }

    @Test
    void shouldReadWhatEachReleaseWrote() throws Exception {
        Map<String, List<Schema>> released = released();

        assertThat(released.keySet()).isNotEmpty().isSubsetOf(TODAY.keySet());
        for (Map.Entry<String, List<Schema>> each : released.entrySet()) {
            BACKWARD_TRANSITIVE.validate(TODAY.get(each.getKey()), each.getValue());
        }
    }

    @Test
    void shouldWriteKeysAsEachReleaseDid() throws Exception {
        Map<String, List<Schema>> released = released();

        for (String key : KEYS) {
            assertThat(released.get(key)).as(key).isNotEmpty().containsOnly(TODAY.get(key));
        }
    }

    @Test
    void shouldFindWhatCouldNotBeReadAnyMore() throws Exception {
        Schema released = released().getOrDefault("InferenceEvent", List.of()).get(0);
        Schema broken = new Schema.Parser()
                .parse(released.toString()
                        .replaceFirst(
                                "\"fields\":\\[",
                                "\"fields\":[{\"name\":\"tenant\",\"type\":\"string\",\"doc\":\"no default\"},"));

        assertThatThrownBy(() -> BACKWARD_TRANSITIVE.validate(broken, List.of(released)))
                .isInstanceOf(SchemaValidationException.class);
    }

    private static Map<String, Schema> today() {
        Map<String, Schema> schemas = new TreeMap<>();
        for (Path file : list(AVRO)) {
            String name = name(file);
            try {
                Class<? extends SpecificRecord> type =
                        Class.forName("io.wattledger.v1." + name).asSubclass(SpecificRecord.class);
                schemas.put(name, Contract.of(SpecificData.get().getSchema(type)));
            } catch (ClassNotFoundException e) {
                throw new AssertionError(file + " has no class", e);
            }
        }
        return schemas;
    }

    /** By name, one for each release that has it. */
    private static Map<String, List<Schema>> released() throws IOException {
        Map<String, List<Schema>> schemas = new TreeMap<>();
        for (Path release : list(RELEASES)) {
            for (Path file : list(release)) {
                schemas.computeIfAbsent(name(file), name -> new ArrayList<>())
                        .add(new Schema.Parser().parse(Files.readString(file)));
            }
        }
        return schemas;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replace(".avsc", "");
    }
}
