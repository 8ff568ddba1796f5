package io.wattledger.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.wattledger.config.Config;
import io.wattledger.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application reads the configuration that the chart makes, with the variables that its container has. */
class ChartConfigTest {

    @TempDir
    Path folder;

    @BeforeAll
    static void helm() {
        Chart.assumeHelm();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "bare", "everything"})
    void shouldBeTaken(String values) throws IOException {
        // Given
        Release release = Chart.release(values);

        // When
        Config config = read(release);

        // Then
        assertThat(config.http().host()).isEqualTo("0.0.0.0");
        assertThat(config.http().port())
                .isEqualTo(container(release).getPorts().get(0).getContainerPort());
        assertThat(config.kafka()).containsEntry("group.instance.id", "of metadata.name");
        assertThat(Path.of(config.app().stateDir())).startsWithRaw(Path.of("/var/lib/wattledger"));
        assertThat(release.application().getTerminationGracePeriodSeconds())
                .isGreaterThan(config.app().stopLimit().toSeconds());
        var startup = container(release).getStartupProbe();
        assertThat(Duration.ofSeconds((long) startup.getPeriodSeconds() * startup.getFailureThreshold()))
                .isGreaterThan(config.app().startLimit());
        assertThat(container(release).getArgs()).containsExactly("run", "--config", "/etc/wattledger/wattledger.yaml");
        assertThat(mounts(release)).contains("/etc/wattledger/wattledger.yaml", "/var/lib/wattledger");
    }

    @Test
    void shouldNameFilesThatAreMounted() throws IOException {
        // Given
        Release release = Chart.release("everything");
        Config config = read(release);

        // Then
        assertThat(List.of(
                        config.access().tokens(),
                        config.http().tlsKeystore(),
                        config.http().tlsPasswordFile(),
                        String.valueOf(config.kafka().get("ssl.truststore.location")),
                        String.valueOf(config.kafka().get("ssl.keystore.location")),
                        String.valueOf(config.registry().get("schema.registry.ssl.truststore.location"))))
                .containsExactly(
                        "/etc/wattledger/access/tokens.yaml",
                        "/etc/wattledger/http/keystore.p12",
                        "/etc/wattledger/http-password/password",
                        "/etc/wattledger/kafka-truststore/ca.p12",
                        "/etc/wattledger/kafka-keystore/user.p12",
                        "/etc/wattledger/registry-truststore/ca.p12")
                .allMatch(file ->
                        mounts(release).contains(String.valueOf(Path.of(file).getParent())));
    }

    @Test
    void shouldSayWhatTheValuesSay() throws IOException {
        // When
        Config config = read(Chart.release("everything"));

        // Then
        assertThat(config.kafka())
                .containsEntry("bootstrap.servers", "kafka-0.example.com:9093,kafka-1.example.com:9093")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("sasl.jaas.config", "of sasl.jaas.config in wattledger-application")
                .containsEntry("ssl.truststore.type", "PKCS12")
                .containsEntry("ssl.truststore.password", "of ca.password in kafka-cluster-ca-cert")
                .containsEntry("ssl.keystore.type", "PKCS12")
                .containsEntry("ssl.keystore.password", "of user.password in wattledger-client")
                .containsEntry("num.standby.replicas", "1");
        assertThat(config.registry())
                .containsEntry("schema.registry.url", "https://registry.example.com")
                .containsEntry("basic.auth.credentials.source", "USER_INFO")
                .containsEntry("basic.auth.user.info", "of userInfo in registry-login")
                .containsEntry("schema.registry.ssl.truststore.password", "of ca.password in registry-ca")
                .containsEntry("auto.register.schemas", "false");
        assertThat(config.app().id()).isEqualTo("books");
        assertThat(config.topics().prefix()).isEqualTo("ai.");
        assertThat(config.topics().eventPartitions()).isEqualTo(12);
        assertThat(config.booking().maxCount()).isEqualTo(1_000_000_000);
        assertThat(config.booking().lateAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.http().maxBody()).isEqualTo(10_485_760);
        assertThat(config.access().log()).isEqualTo("/var/lib/wattledger/access.log");
        assertThat(config.monthlyBudgets())
                .isEqualTo(Map.of("search", Map.of("joules", 2.6e9), "legal", Map.of("grams", 350_000.0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSL", "SASL_PLAINTEXT"})
    void shouldTakeTheProtocolThatTheSecretsNeedUnlessItIsTold(String told) throws IOException {
        assertThat(read(Chart.release("minimal", Map.of("kafka.securityProtocol", told)))
                        .kafka())
                .containsEntry("security.protocol", told.isEmpty() ? "PLAINTEXT" : told);
        assertThat(read(Chart.release("minimal", Map.of("kafka.truststore.existingSecret", "ca")))
                        .kafka())
                .containsEntry("security.protocol", "SSL");
        assertThat(read(Chart.release("minimal", Map.of("kafka.sasl.existingSecret", "user")))
                        .kafka())
                .containsEntry("security.protocol", "SASL_PLAINTEXT");
    }

    private Config read(Release release) throws IOException {
        Path file = Files.writeString(folder.resolve("wattledger.yaml"), release.config());
        return ConfigReader.read(Optional.of(file), environment(release), Map.of());
    }

    /** The variables of the container, with the place of a secret instead of the secret. */
    private static Map<String, String> environment(Release release) {
        return container(release).getEnv().stream().collect(Collectors.toMap(EnvVar::getName, variable -> {
            var from = variable.getValueFrom();
            if (from == null) {
                return variable.getValue();
            }
            if (from.getFieldRef() != null) {
                return "of " + from.getFieldRef().getFieldPath();
            }
            return "of " + from.getSecretKeyRef().getKey() + " in "
                    + from.getSecretKeyRef().getName();
        }));
    }

    private static Container container(Release release) {
        return release.application().getContainers().get(0);
    }

    private static List<String> mounts(Release release) {
        return container(release).getVolumeMounts().stream()
                .map(VolumeMount::getMountPath)
                .toList();
    }
}
