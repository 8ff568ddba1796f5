package io.wattledger.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.user.acl.AclRuleType;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The resources for Strimzi, read strictly; what they do in Kafka is {@code StrimziIT}'s. */
class StrimziTest {

    @Test
    void shouldBeOfAClusterAndHaveNamesThatKubernetesTakes() throws IOException {
        assertThat(Stream.concat(Strimzi.topics().stream(), Strimzi.users().stream()))
                .hasSize(17)
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
                        .filter(name -> name.startsWith("wattledger.") && !name.equals("wattledger."))
                        .filter(name -> !name.equals("wattledger.publish")))
                .isNotEmpty()
                .allMatch(topics::contains);
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }
}
