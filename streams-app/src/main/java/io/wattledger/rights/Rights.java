package io.wattledger.rights;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks before the work what Kafka would refuse in the middle of it, and for all of it at once. Clients would wait a minute for a
 * topic that is not there, and end at the first thing that they may not do.
 */
public final class Rights {

    private static final Logger LOG = LoggerFactory.getLogger(Rights.class);
    private static final Duration REACH = Duration.ofSeconds(15);

    private final Map<String, Object> kafka;
    private final Refusals refusals;
    private final Duration limit;

    /** @param kafka settings of Kafka's clients */
    public Rights(Map<String, ?> kafka, Refusals refusals) {
        this(kafka, refusals, REACH);
    }

    /**
     * @param kafka settings of Kafka's clients
     * @param limit for an answer
     */
    public Rights(Map<String, ?> kafka, Refusals refusals, Duration limit) {
        this.kafka = new HashMap<>(kafka);
        this.refusals = refusals;
        this.limit = limit;
    }

    /**
     * Topics that do not exist.
     *
     * @param needed what is to be done with each topic
     * @throws RightsException if that is not allowed, or Kafka cannot be asked
     */
    public Set<String> missing(Map<String, Set<AclOperation>> needed) throws RightsException, InterruptedException {
        try (Admin admin = Admin.create(kafka)) {
            return missing(admin, needed);
        } catch (KafkaException e) {
            throw new RightsException(refusals.message(e), e);
        }
    }

    /**
     * Topics that do not exist.
     *
     * @param needed what is to be done with each topic
     * @throws RightsException if that is not allowed, or Kafka cannot be asked
     */
    public Set<String> missing(Admin admin, Map<String, Set<AclOperation>> needed)
            throws RightsException, InterruptedException {
        Set<String> missing = new TreeSet<>();
        List<String> lacking = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> asked = admin.describeTopics(
                        needed.keySet(), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> each : new TreeMap<>(asked).entrySet()) {
            String topic = each.getKey();
            Set<AclOperation> needs = new TreeSet<>(needed.getOrDefault(topic, Set.of()));
            try {
                needs.removeAll(known(await(each.getValue()).authorizedOperations(), needs));
                addLacking(lacking, needs, "topic " + topic);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    missing.add(topic);
                } else if (e.getCause() instanceof TopicAuthorizationException) {
                    addLacking(lacking, needs.isEmpty() ? Set.of(AclOperation.DESCRIBE) : needs, "topic " + topic);
                } else {
                    throw new RightsException("topic " + topic + " cannot be used: " + refusals.message(e), e);
                }
            } catch (TimeoutException e) {
                throw silence(e);
            }
        }
        refuse(lacking);
        return missing;
    }

    /**
     * Requires what a consumer group and transactions take. A broker that does not tell in time, because it has just begun, refuses
     * nothing.
     *
     * @param transactionalId one of those that will be used, or that would be
     * @throws RightsException if that is not allowed, or Kafka cannot be asked
     */
    public void requireTransactions(Admin admin, String group, String transactionalId)
            throws RightsException, InterruptedException {
        List<String> lacking = new ArrayList<>();
        try {
            ConsumerGroupDescription described = await(admin.describeConsumerGroups(
                            List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                    .describedGroups()
                    .get(group));
            Set<AclOperation> needs = new TreeSet<>(Set.of(AclOperation.READ));
            needs.removeAll(known(described.authorizedOperations(), needs));
            addLacking(lacking, needs, "group " + group);
        } catch (ExecutionException e) {
            // A group that is not there yet may be founded.
            if (e.getCause() instanceof GroupAuthorizationException) {
                lacking.add("Read on group " + group);
            }
        } catch (TimeoutException e) {
            LOG.debug("Kafka does not tell of the group {} yet", group, e);
        }
        try {
            await(admin.describeTransactions(List.of(transactionalId)).description(transactionalId));
        } catch (ExecutionException e) {
            // One that is not there yet may be used, and brokers before 3.0 do not tell.
            if (e.getCause() instanceof TransactionalIdAuthorizationException) {
                lacking.add("Write on transactional.id " + transactionalId);
            }
        } catch (TimeoutException e) {
            LOG.debug("Kafka does not tell of transactions yet", e);
        }
        refuse(lacking);
    }

    /**
     * Requires that topics could be created; creates none.
     *
     * @throws RightsException if that is not allowed, or Kafka cannot be asked
     */
    public void requireCreatable(Admin admin, Set<String> topics) throws RightsException, InterruptedException {
        List<String> lacking = new ArrayList<>();
        var asked = admin.createTopics(
                        topics.stream()
                                .sorted()
                                .map(topic -> new NewTopic(topic, Optional.empty(), Optional.empty()))
                                .toList(),
                        new CreateTopicsOptions().validateOnly(true))
                .values();
        for (Map.Entry<String, KafkaFuture<Void>> each : new TreeMap<>(asked).entrySet()) {
            try {
                await(each.getValue());
            } catch (ExecutionException e) {
                // What else is wrong with it, its creation tells.
                if (e.getCause() instanceof AuthorizationException) {
                    lacking.add("Create on topic " + each.getKey());
                }
            } catch (TimeoutException e) {
                throw silence(e);
            }
        }
        refuse(lacking);
    }

    private void refuse(Collection<String> lacking) throws RightsException {
        if (!lacking.isEmpty()) {
            throw new RightsException(refusals.lacking(lacking), null);
        }
    }

    private static void addLacking(List<String> lacking, Set<AclOperation> operations, String on) {
        operations.forEach(operation -> lacking.add(label(operation) + " on " + on));
    }

    /** Brokers before 2.3 do not tell what is allowed. */
    private static Set<AclOperation> known(@Nullable Set<AclOperation> allowed, Set<AclOperation> otherwise) {
        return allowed == null ? Set.copyOf(otherwise) : allowed;
    }

    /** As kafka-acls writes it: DescribeConfigs. */
    private static String label(AclOperation operation) {
        StringBuilder label = new StringBuilder();
        for (String word : operation.name().split("_", -1)) {
            label.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return label.toString();
    }

    private RightsException silence(TimeoutException e) {
        return new RightsException(
                "Kafka at %s did not answer within %d s; are kafka.bootstrap.servers and kafka.security.protocol right?"
                        .formatted(kafka.get("bootstrap.servers"), limit.toSeconds()),
                e);
    }

    private <T> T await(@Nullable KafkaFuture<T> answer)
            throws ExecutionException, TimeoutException, InterruptedException {
        return Optional.ofNullable(answer).orElseThrow().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
