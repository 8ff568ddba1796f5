package io.wattledger.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the harness asks of the broker. */
final class Cluster implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int TICK_MILLIS = 100;

    private final String bootstrap;
    private final Admin admin;

    Cluster(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }

    String bootstrap() {
        return bootstrap;
    }

    private static <T> T get(KafkaFuture<T> future) throws BenchException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new BenchException("the broker refused: " + e.getCause(), e);
        }
    }

    void awaitUp() throws BenchException, InterruptedException {
        get(admin.describeCluster().nodes());
    }

    void create(String topic, int partitions, Map<String, String> configs) throws BenchException, InterruptedException {
        get(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(configs)))
                .all());
    }

    Set<String> topics() throws BenchException, InterruptedException {
        return get(admin.listTopics().names());
    }

    /** Committed offsets of a group by topic, then partition; nothing while there is no such group. */
    Map<String, Map<Integer, Long>> committed(String group) throws BenchException, InterruptedException {
        Map<String, Map<Integer, Long>> offsets = new HashMap<>();
        try {
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((at, offset) -> {
                        if (offset != null) {
                            offsets.computeIfAbsent(at.topic(), topic -> new HashMap<>())
                                    .put(at.partition(), offset.offset());
                        }
                    });
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw new BenchException("the offsets of " + group + " cannot be read: " + e.getCause(), e);
            }
        }
        return offsets;
    }

    /** End offsets by topic, then partition; topics that are not there are left out. */
    Map<String, Map<Integer, Long>> ends(Collection<String> topics) throws BenchException, InterruptedException {
        Map<String, Map<Integer, Long>> ends = new HashMap<>();
        try {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            for (var description :
                    admin.describeTopics(topics).topicNameValues().entrySet()) {
                try {
                    description
                            .getValue()
                            .get()
                            .partitions()
                            .forEach(partition -> latest.put(
                                    new TopicPartition(description.getKey(), partition.partition()),
                                    OffsetSpec.latest()));
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw e;
                    }
                }
            }
            admin.listOffsets(latest).all().get().forEach((at, end) -> ends.computeIfAbsent(
                            at.topic(), topic -> new HashMap<>())
                    .put(at.partition(), end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new BenchException("the ends of topics cannot be read: " + e.getCause(), e);
        }
    }

    /** Deletes topics and a group, and waits until they are gone. */
    void forget(Set<String> topics, String group) throws BenchException, InterruptedException {
        if (!topics.isEmpty()) {
            get(admin.deleteTopics(topics).all());
        }
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (System.nanoTime() < deadline && topics().stream().anyMatch(topics::contains)) {
            Thread.sleep(TICK_MILLIS);
        }
        deleteGroup(group);
    }

    /** A group that still waits for a member that was killed is left behind: no other run has its name. */
    private void deleteGroup(String group) throws BenchException, InterruptedException {
        try {
            admin.deleteConsumerGroups(List.of(group)).all().get();
        } catch (ExecutionException e) {
            boolean harmless = e.getCause() instanceof GroupIdNotFoundException
                    || e.getCause() instanceof GroupNotEmptyException
                    || e.getCause() instanceof InvalidGroupIdException;
            if (!harmless) {
                throw new BenchException("group " + group + " cannot be deleted: " + e.getCause(), e);
            }
        }
    }

    /** Topics of a prefix and of an application, without some. */
    Set<String> topicsOf(String prefix, String group, Collection<String> without)
            throws BenchException, InterruptedException {
        List<String> found = new ArrayList<>(topics());
        return found.stream()
                .filter(topic -> topic.startsWith(prefix) || topic.startsWith(group + "-"))
                .filter(topic -> !without.contains(topic))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        admin.close();
    }
}
