package io.wattledger.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The resources in the folder {@code strimzi}, and what Strimzi's operators make of them in Kafka. */
final class Strimzi {

    private static final Path FOLDER = Path.of("strimzi");

    private Strimzi() {}

    static List<KafkaTopic> topics() throws IOException {
        return read("topics.yaml").map(KafkaTopic.class::cast).toList();
    }

    static List<KafkaUser> users() throws IOException {
        return read("users.yaml").map(KafkaUser.class::cast).toList();
    }

    private static Stream<HasMetadata> read(String file) throws IOException {
        return Strict.read(Files.readString(FOLDER.resolve(file))).stream();
    }

    /** The topic, on one broker. */
    static NewTopic made(KafkaTopic topic) {
        return new NewTopic(topic.getMetadata().getName(), topic.getSpec().getPartitions(), (short) 1)
                .configs(configs(topic));
    }

    static Map<String, String> configs(KafkaTopic topic) {
        Map<String, String> configs = new TreeMap<>();
        topic.getSpec().getConfig().forEach((key, value) -> configs.put(key, String.valueOf(value)));
        return configs;
    }

    static List<AclRule> rules(KafkaUser user) {
        return ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization()).getAcls();
    }

    static List<AclBinding> acls(KafkaUser user) {
        return rules(user).stream()
                .flatMap(rule -> rule.getOperations().stream()
                        .map(operation -> new AclBinding(
                                pattern(rule.getResource()),
                                new AccessControlEntry(
                                        "User:" + user.getMetadata().getName(),
                                        rule.getHost() == null ? "*" : rule.getHost(),
                                        operation(operation),
                                        AclPermissionType.ALLOW))))
                .toList();
    }

    /** DescribeConfigs is DESCRIBE_CONFIGS. */
    private static AclOperation operation(io.strimzi.api.kafka.model.user.acl.AclOperation operation) {
        return AclOperation.fromString(operation.toValue().replaceAll("(?<=[a-z])(?=[A-Z])", "_"));
    }

    private static ResourcePattern pattern(AclRuleResource resource) {
        if (resource instanceof AclRuleTopicResource topic) {
            return pattern(ResourceType.TOPIC, topic.getName(), topic.getPatternType());
        }
        if (resource instanceof AclRuleGroupResource group) {
            return pattern(ResourceType.GROUP, group.getName(), group.getPatternType());
        }
        if (resource instanceof AclRuleTransactionalIdResource id) {
            return pattern(ResourceType.TRANSACTIONAL_ID, id.getName(), id.getPatternType());
        }
        throw new AssertionError("nobody needs the resource " + resource.getType());
    }

    private static ResourcePattern pattern(ResourceType type, String name, AclResourcePatternType pattern) {
        return new ResourcePattern(
                type, name, pattern == AclResourcePatternType.PREFIX ? PatternType.PREFIXED : PatternType.LITERAL);
    }
}
