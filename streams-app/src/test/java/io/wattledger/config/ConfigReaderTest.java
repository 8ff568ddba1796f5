package io.wattledger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

    private static final Map<String, String> NO_ENVIRONMENT = Map.of();
    private static final Map<String, String> REQUIRED = Map.of(
            "kafka.bootstrap.servers", "localhost:9092", "registry.schema.registry.url", "http://localhost:8081");

    @TempDir
    Path folder;

    @Test
    void shouldFallBackOnDefaults() {
        Config config = ConfigReader.read(Optional.empty(), NO_ENVIRONMENT, REQUIRED);
        assertThat(config.app().id()).isEqualTo("wattledger");
        assertThat(config.app().commitInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.topics().create()).isTrue();
        assertThat(config.topics().replicationFactor()).isEqualTo(-1);
        assertThat(config.booking().earliest()).isEqualTo(Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(config.booking().maxCount()).isEqualTo(1_000_000_000L);
        assertThat(config.totals().hourRetention()).isEqualTo(Duration.ofDays(400));
        assertThat(config.http().port()).isEqualTo(8080);
        assertThat(config.kafka()).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
    }

    @Test
    void shouldLetFlagsOverrideTheEnvironmentAndThatTheFileAndThatTheDefaults() throws IOException {
        // Given
        Optional<Path> file = file("""
                app: {id: of-the-file, threads: 11, commit-interval: 11s}
                http: {port: 1111}
                kafka: {bootstrap.servers: "file:1", client.id: of-the-file}
                registry: {schema.registry.url: "http://file:1"}
                """);
        Map<String, String> environment = Map.of(
                "WATTLEDGER_APP_THREADS", "22",
                "WATTLEDGER_APP_COMMIT_INTERVAL", "22s",
                "WATTLEDGER_KAFKA_BOOTSTRAP_SERVERS", "environment:2",
                "WATTLEDGER_REGISTRY_SCHEMA_REGISTRY_URL", "http://environment:2",
                "PATH", "/bin");
        Map<String, String> flags = Map.of("app.commit-interval", "33s", "kafka.bootstrap.servers", "flag:3");

        // When
        Config config = ConfigReader.read(file, environment, flags);

        // Then
        assertThat(config.app().maxThreadReplacements()).isEqualTo(5);
        assertThat(config.app().id()).isEqualTo("of-the-file");
        assertThat(config.http().port()).isEqualTo(1111);
        assertThat(config.app().threads()).isEqualTo(22);
        assertThat(config.app().commitInterval()).isEqualTo(Duration.ofSeconds(33));
        assertThat(config.kafka()).isEqualTo(Map.of("bootstrap.servers", "flag:3", "client.id", "of-the-file"));
        assertThat(config.registry()).isEqualTo(Map.of("schema.registry.url", "http://environment:2"));
    }

    @Test
    void shouldPassKeysOfKafkaAndTheRegistryThroughHoweverTheyAreNested() throws IOException {
        Optional<Path> file = file("""
                kafka:
                  bootstrap.servers: broker:9092
                  security.protocol: SASL_SSL
                  max.poll.records: 500
                  producer:
                    linger.ms: 5
                registry:
                  schema.registry.url: http://registry:8081
                  auto.register.schemas: false
                """);
        Config config = ConfigReader.read(file, Map.of("WATTLEDGER_KAFKA_SASL_MECHANISM", "PLAIN"), Map.of());
        assertThat(config.kafka())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "broker:9092",
                        "security.protocol", "SASL_SSL",
                        "max.poll.records", "500",
                        "producer.linger.ms", "5",
                        "sasl.mechanism", "PLAIN"));
        assertThat(config.registry()).containsEntry("auto.register.schemas", "false");
    }

    @Test
    void shouldReadBudgetsOfTeamsWhateverTheTeamIsCalled() throws IOException {
        Optional<Path> file = file("""
                kafka: {bootstrap.servers: "broker:9092"}
                registry: {schema.registry.url: "http://registry:8081"}
                budgets:
                  search: {joules: 2.6e9, grams: 350000}
                  a.team with dots.litres: 12
                """);
        Config config = ConfigReader.read(file, Map.of("WATTLEDGER_BUDGETS_ADS_JOULES", "7"), Map.of());
        assertThat(config.monthlyBudgets())
                .isEqualTo(Map.of(
                        "search", Map.of("joules", 2.6e9, "grams", 350_000.0),
                        "a.team with dots", Map.of("litres", 12.0),
                        "ads", Map.of("joules", 7.0)));
    }

    @Test
    void shouldSayWhatIsNoBudget() {
        Map<String, String> flags = new HashMap<>(REQUIRED);
        flags.put("budgets.search.kwh", "5");
        flags.put("budgets.joules", "5");
        flags.put("budgets.ads.joules", "much");
        flags.put("budgets.lab.litres", "0");
        assertThatThrownBy(() -> ConfigReader.read(Optional.empty(), NO_ENVIRONMENT, flags))
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems())
                        .hasSize(4)
                        .allMatch(problem -> problem.contains("is no budget; write one as budgets.TEAM.joules"))
                        .anyMatch(problem -> problem.startsWith("budgets.search.kwh (flag): '5' ")));
    }

    @Test
    void shouldReadThresholdsAndTheZoneOfMonths() {
        Map<String, String> flags = new HashMap<>(REQUIRED);
        assertThat(totals(flags).budgetPercents()).containsExactly(50, 80, 100);
        assertThat(totals(flags).monthZone()).isEqualTo(ZoneId.of("UTC"));
        flags.put("totals.budget-thresholds", "120, 90");
        flags.put("totals.month-zone", "Asia/Kolkata");
        assertThat(totals(flags).budgetPercents()).containsExactly(120, 90);
        assertThat(totals(flags).monthZone()).isEqualTo(ZoneId.of("Asia/Kolkata"));
        flags.put("totals.budget-thresholds", "");
        assertThat(totals(flags).budgetPercents()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "totals.month-zone, Europe/Berlinn, is not a time zone such as UTC or Europe/Berlin",
        "totals.budget-thresholds, '0,50', may have different whole numbers from 1 to 1000 only",
        "totals.budget-thresholds, '50,50', may have different whole numbers from 1 to 1000 only",
        "totals.budget-thresholds, '99.5', may have different whole numbers from 1 to 1000 only",
        "totals.budget-thresholds, '1001', may have different whole numbers from 1 to 1000 only",
        "budgets.ads.joules, '9.1e12', is no budget"
    })
    void shouldSayWhatIsNoThresholdAndNoZone(String key, String value, String problem) {
        Map<String, String> flags = new HashMap<>(REQUIRED);
        flags.put(key, value);
        assertThatThrownBy(() -> ConfigReader.read(Optional.empty(), NO_ENVIRONMENT, flags))
                .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems())
                        .singleElement()
                        .asString()
                        .startsWith(key + " (flag): '" + value + "' ")
                        .contains(problem));
    }

    private static Config.Totals totals(Map<String, String> flags) {
        return ConfigReader.read(Optional.empty(), NO_ENVIRONMENT, flags).totals();
    }

    @Test
    void shouldReportAllProblemsAtOnceWithKeyAndOrigin() throws IOException {
        // Given
        Optional<Path> file = file("""
                app: {id: "a b", threads: many, commit-interval: 0s, stop-limit: 5 parsecs}
                topics: {create: maybe, event-partitions: [1, 2]}
                booking: {earliest: yesterday, max-length: 5000, dedup-horizon: 999999999999999d}
                htpp: {port: 1}
                """);

        // When
        ConfigException thrown = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigReader.read(
                        file,
                        Map.of("WATTLEDGER_BOOKING_MAX_CELLS", "0"),
                        Map.of("http.port", "70000", "app.treads", "2", "colour", "red")));

        // Then
        assertThat(thrown.problems())
                .containsExactlyInAnyOrder(
                        "kafka.bootstrap.servers is missing: where is Kafka? For example localhost:9092",
                        "registry.schema.registry.url is missing: where is the schema registry? For example http://localhost:8081",
                        "app.threads (" + file.get() + "): 'many' is not a whole number within range",
                        "app.stop-limit (" + file.get()
                                + "): '5 parsecs' is not a duration such as 500ms, 10s, 5m, 12h or 32d",
                        "topics.create (" + file.get() + "): 'maybe' is neither true nor false",
                        "topics.event-partitions (" + file.get()
                                + ") is a list; a single value is expected, with commas if it takes several",
                        "booking.earliest (" + file.get()
                                + "): 'yesterday' is not an instant such as 2026-11-01T00:00:00Z",
                        "booking.dedup-horizon (" + file.get() + "): '999999999999999d' is longer than 36500d",
                        "http.port (flag): '70000' must be 0 to 65535",
                        "app.treads (flag) is not a key of the configuration; did you mean app.threads?",
                        "htpp.port (" + file.get() + ") is not a key of the configuration; did you mean http.port?",
                        "colour (flag) is not a key of the configuration");
        assertThat(thrown).hasMessageContaining("app.threads").hasMessageContaining("http.port");
    }

    @Test
    void shouldReportAllBrokenRulesOfASectionAtOnce() {
        ConfigException thrown = catchThrowableOfType(
                ConfigException.class,
                () -> ConfigReader.read(
                        Optional.empty(),
                        Map.of("WATTLEDGER_APP_THREADS", "0"),
                        with(Map.of("app.id", "a b", "app.commit-interval", "0s", "totals.max-totals", "0"))));
        assertThat(thrown.problems())
                .containsExactly(
                        "app.id (flag): 'a b' may have letters, digits, '.', '_' and '-' only",
                        "app.threads (environment variable WATTLEDGER_APP_THREADS): '0' must be at least 1",
                        "app.commit-interval (flag): '0s' must be longer than 0",
                        "totals.max-totals (flag): '0' must be at least 1");
    }

    @Test
    void shouldAskForKafkaAndTheRegistryWhenTheyAreEmpty() {
        assertThat(problems(Map.of("kafka.bootstrap.servers", " ", "registry.schema.registry.url", "")))
                .hasSize(2)
                .allMatch(problem -> problem.contains("(flag) is empty: where is"));
    }

    @Test
    void shouldNotMindAVariableThatKubernetesSetsForAServiceOfOurName() {
        Config config = ConfigReader.read(
                Optional.empty(),
                Map.of("WATTLEDGER_SERVICE_HOST", "10.0.0.1", "WATTLEDGER_PORT", "tcp://10.0.0.1"),
                REQUIRED);
        assertThat(config.http().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void shouldReadEveryUnitOfTime() {
        Config config = ConfigReader.read(
                Optional.empty(),
                NO_ENVIRONMENT,
                with(Map.of(
                        "app.commit-interval", "250ms",
                        "app.stop-limit", "7 s",
                        "booking.late-after", "5m",
                        "booking.dedup-horizon", "2h",
                        "booking.usage-retention", "36500d")));
        assertThat(List.of(
                        config.app().commitInterval(),
                        config.app().stopLimit(),
                        config.booking().lateAfter(),
                        config.booking().dedupHorizon(),
                        config.booking().usageRetention()))
                .containsExactly(
                        Duration.ofMillis(250),
                        Duration.ofSeconds(7),
                        Duration.ofMinutes(5),
                        Duration.ofHours(2),
                        Duration.ofDays(36_500));
    }

    @Test
    void shouldSayWhereAFileIsNotYaml() throws IOException {
        Optional<Path> file = file("app:\n  id: [unclosed\n");
        assertThat(problems(file))
                .singleElement()
                .asString()
                .startsWith(file.get() + ": not YAML: ")
                .contains("line 3")
                .doesNotContain("\n");
    }

    @Test
    void shouldRefuseAFileThatSaysAKeyTwice() throws IOException {
        assertThat(problems(file("http:\n  port: 1\n  port: 2\n")))
                .singleElement()
                .asString()
                .contains("duplicate key port");
    }

    @Test
    void shouldRefuseAFileThatIsNoMapping() throws IOException {
        Optional<Path> file = file("- a\n- b\n");
        assertThat(problems(file))
                .containsExactly(file.get() + ": a mapping of sections is expected, as in 'http: {port: 8080}'");
    }

    @Test
    void shouldRefuseASectionThatIsASingleValue() throws IOException {
        Optional<Path> file = file("http: 8080\n");
        assertThat(problems(file)).containsExactly("http (" + file.get() + ") is not a key of the configuration");
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        Path missing = folder.resolve("missing.yaml");
        assertThat(problems(Optional.of(missing)))
                .singleElement()
                .asString()
                .startsWith(missing + ": cannot be read: ")
                .contains("NoSuchFileException");
    }

    @Test
    void shouldTakeDefaultsFromAnEmptyFileAndEmptySections() throws IOException {
        assertThat(problems(file(""))).isEmpty();
        assertThat(problems(file("# nothing\n"))).isEmpty();
        assertThat(problems(file("app:\nhttp: {port: }\n"))).isEmpty();
    }

    private Optional<Path> file(String yaml) throws IOException {
        return Optional.of(Files.writeString(folder.resolve("wattledger.yaml"), yaml));
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(more);
        return all;
    }

    private static List<String> problems(Map<String, String> flags) {
        return catchThrowableOfType(
                        ConfigException.class, () -> ConfigReader.read(Optional.empty(), NO_ENVIRONMENT, flags))
                .problems();
    }

    /** What is wrong with a file when the rest is right. */
    private static List<String> problems(Optional<Path> file) {
        try {
            ConfigReader.read(file, NO_ENVIRONMENT, REQUIRED);
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    @Test
    void shouldNotBeOpenToOthersWithoutAWord() {
        for (String host : List.of("0.0.0.0", "::", "10.0.0.1", "wattledger.example", "localhost.example", "")) {
            assertThatThrownBy(() -> http(Map.of("http.host", host)))
                    .as(host)
                    .hasMessageContaining("http.host (flag): '" + host + "' can be reached by others")
                    .hasMessageContaining("access.tokens")
                    .hasMessageContaining("access.anonymous: true");
            assertThat(http(Map.of("http.host", host, "access.anonymous", "true"))
                            .http()
                            .host())
                    .isEqualTo(host);
            assertThat(http(Map.of("http.host", host, "access.tokens", "t.yaml"))
                            .http()
                            .host())
                    .isEqualTo(host);
        }
        for (String host : List.of("localhost", "127.0.0.1", "127.1.2.3", "::1")) {
            assertThat(http(Map.of("http.host", host)).http().host()).isEqualTo(host);
        }
        assertThatThrownBy(() -> http(Map.of("access.anonymous", "true", "access.tokens", "t.yaml")))
                .hasMessageContaining("makes access.tokens mean nothing");
        assertThatThrownBy(() -> http(Map.of("http.tls-keystore", "http.p12")))
                .hasMessageContaining("goes with http.tls-keystore");
    }

    private static Config http(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("kafka.bootstrap.servers", "localhost:9092");
        all.put("registry.schema.registry.url", "http://localhost:8081");
        return ConfigReader.read(Optional.empty(), Map.of(), all);
    }
}
