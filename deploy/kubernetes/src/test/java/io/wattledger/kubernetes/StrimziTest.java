package io.wattledger.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.user.acl.AclRuleType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The resources for Strimzi, read strictly; what they do in Kafka is {@code StrimziIT}'s. */
class StrimziTest {

    @Test
    void shouldBeOfAClusterAndHaveNamesThatKubernetesTakes() throws IOException {
        assertThat(Stream.concat(Strimzi.topics().stream(), Strimzi.users().stream()))
                .hasSize(20)
                .allSatisfy(object -> {
                    assertThat(object.getMetadata().getLabels()).containsKey("strimzi.io/cluster");
                    assertThat(name(object)).startsWith("wattledger").matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
                });
    }

    @Test
    void shouldAllowOperationsThatThereAreAndNoneOnTheCluster() throws IOException {
        assertThat(Strimzi.users()).isNotEmpty().allSatisfy(user -> {
            // Strimzi's model makes null of an operation that it does not know.
            assertThat(Strimzi.rules(user)).isNotEmpty().allSatisfy(rule -> {
                assertThat(rule.getOperations()).isNotEmpty().doesNotContainNull();
                assertThat(rule.getType()).isIn(null, AclRuleType.ALLOW);
                assertThat(rule.getResource().getType()).isNotEqualTo("cluster");
            });
            assertThat(Strimzi.acls(user)).doesNotHaveDuplicates();
        });
    }

    @Test
    void shouldNameTopicsThatThereAre() throws IOException {
        // Given
        var topics = Strimzi.topics().stream().map(StrimziTest::name).toList();

        // Then
        assertThat(Strimzi.users().stream()
                        .flatMap(user -> Strimzi.acls(user).stream())
                        .map(acl -> acl.pattern().name())
                        .filter(name -> name.startsWith("wattledger."))
                        .filter(name -> !name.equals("wattledger.publish")))
                .isNotEmpty()
                .allMatch(topics::contains);
    }

    /** One script, one file: what the one grants, the other has. */
    @ParameterizedTest
    @CsvSource({
        "wattledger-application, application --topics-exist",
        "wattledger-gateway, producer",
        "wattledger-publisher, publisher",
        "wattledger-report, report",
        "wattledger-audit, audit",
        "wattledger-rejects, rejects",
        "wattledger-connect, connect"
    })
    void shouldAllowWhatTheScriptForKafkaGrants(String name, String part) throws IOException, InterruptedException {
        // Given
        var command = new ArrayList<>(List.of("sh", "../kafka/acls.sh", "--principal", "User:" + name, "--dry-run"));
        command.addAll(List.of(part.split(" ")));
        Process script = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> granted = script.inputReader()
                .lines()
                .flatMap(StrimziTest::rights)
                .sorted()
                .toList();
        assertThat(script.waitFor()).as("%s", granted).isZero();

        // Then
        var user = Strimzi.users().stream()
                .filter(each -> name(each).equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(Strimzi.acls(user).stream()
                        .map(acl -> "%s %s %s %s"
                                .formatted(
                                        acl.entry().operation(),
                                        acl.pattern().resourceType(),
                                        acl.pattern().patternType(),
                                        acl.pattern().name()))
                        .sorted())
                .isNotEmpty()
                .isEqualTo(granted);
    }

    /** Those of one command: each operation on each resource. */
    private static Stream<String> rights(String command) {
        List<String> words = List.of(command.split(" "));
        String pattern = words.contains("prefixed") ? "PREFIXED" : "LITERAL";
        return values(words, "--operation").flatMap(operation -> Stream.of("topic", "group", "transactional-id")
                .flatMap(type -> values(words, "--" + type).map(resource -> "%s %s %s %s"
                        .formatted(
                                operation.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT),
                                type.replace('-', '_').toUpperCase(Locale.ROOT),
                                pattern,
                                resource))));
    }

    private static Stream<String> values(List<String> words, String option) {
        return IntStream.range(1, words.size())
                .filter(i -> words.get(i - 1).equals(option))
                .mapToObj(words::get);
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }
}
