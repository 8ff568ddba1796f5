package io.wattledger.app;

import io.wattledger.config.Config;
import io.wattledger.rights.Part;
import io.wattledger.rights.Refusals;
import io.wattledger.rights.Rights;
import io.wattledger.rights.RightsException;
import io.wattledger.schemas.Topics;
import io.wattledger.topology.BooksTopology;
import io.wattledger.topology.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics that the books need: created where they are missing and that is allowed, checked where they exist. */
final class TopicPlan {

    private static final Logger LOG = LoggerFactory.getLogger(TopicPlan.class);

    private static final String BY_JOURNAL = "topics.journal-partitions";
    private static final int NEWS_ATTEMPTS = 100;
    private static final long NEWS_PAUSE_MILLIS = 100;

    /** What settings that may differ are for. */
    private static final Map<String, String> WHY = Map.of(
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "no producer could misstate when a record arrived",
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
            "a restart would know every revision that was ever in force",
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            "a restart would know when a cost was withdrawn");

    private final List<Wanted> wanted;
    private final boolean create;
    private final Map<String, Set<AclOperation>> needed;
    private final List<String> stateTopics;
    private final Refusals refusals;
    private final Rights rights;
    private final short replicationFactor;

    /**
     * A topic as it should be.
     *
     * @param setting the key of the configuration that decides its partitions; empty: it always has that many
     */
    private record Wanted(String name, int partitions, Optional<String> setting, Map<String, String> configs) {

        String cleanupPolicy() {
            return configs.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        }
    }

    TopicPlan(Topics topics, Config config) {
        Config.Topics settings = config.topics();
        Optional<String> byEvents = Optional.of("topics.event-partitions");
        Optional<String> byJournal = Optional.of(BY_JOURNAL);
        int eventPartitions = settings.eventPartitions();
        int journalPartitions = settings.journalPartitions();
        create = settings.create();
        needed = needed(topics);
        stateTopics = Names.changelogs(config.app().id());
        refusals = Refusals.of(config, Part.APPLICATION);
        rights = new Rights(config.kafka(), refusals, config.app().startLimit());
        replicationFactor = (short) settings.replicationFactor();
        wanted = List.of(
                new Wanted(topics.events().name(), eventPartitions, byEvents, eventConfigs(settings.eventRetention())),
                new Wanted(
                        topics.keyless().name(),
                        eventPartitions,
                        byEvents,
                        large(eventConfigs(settings.eventRetention()))),
                new Wanted(topics.costs().name(), 1, Optional.empty(), table(settings.tableHistory())),
                new Wanted(topics.sites().name(), 1, Optional.empty(), table(settings.tableHistory())),
                new Wanted(
                        topics.rejected().name(), eventPartitions, byEvents, large(kept(settings.rejectedRetention()))),
                new Wanted(topics.intake().name(), eventPartitions, byEvents, compacted()),
                new Wanted(topics.journal().name(), journalPartitions, byJournal, kept(settings.journalRetention())),
                new Wanted(topics.running().name(), journalPartitions, byJournal, compacted()),
                new Wanted(
                        topics.budgets().name(),
                        journalPartitions,
                        byJournal,
                        windows(config.totals().hourRetention())),
                new Wanted(topics.alerts().name(), journalPartitions, byJournal, kept(settings.alertRetention())),
                new Wanted(
                        topics.minutes().name(),
                        journalPartitions,
                        byJournal,
                        windows(config.totals().minuteRetention())),
                new Wanted(
                        topics.hours().name(),
                        journalPartitions,
                        byJournal,
                        windows(config.totals().hourRetention())),
                new Wanted(
                        topics.days().name(),
                        journalPartitions,
                        byJournal,
                        windows(config.totals().dayRetention())));
    }

    /**
     * What booking does with each topic. It only reads the tables of costs and factors: it cannot change a price. That events over
     * HTTP take Write on inference-events, their senders are told: books can be kept without.
     */
    private static Map<String, Set<AclOperation>> needed(Topics topics) {
        Set<AclOperation> read = Set.of(AclOperation.READ, AclOperation.DESCRIBE_CONFIGS);
        Set<AclOperation> write = Set.of(AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);
        Set<AclOperation> both = Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);
        Map<String, Set<AclOperation>> needed = new HashMap<>();
        Stream.of(topics.events(), topics.costs(), topics.sites()).forEach(topic -> needed.put(topic.name(), read));
        Stream.of(topics.rejected(), topics.alerts()).forEach(topic -> needed.put(topic.name(), write));
        Stream.of(
                        topics.keyless(),
                        topics.journal(),
                        topics.minutes(),
                        topics.hours(),
                        topics.days(),
                        topics.running(),
                        topics.budgets(),
                        topics.intake())
                .forEach(topic -> needed.put(topic.name(), both));
        return needed;
    }

    /**
     * Creates and checks.
     *
     * @throws StartException with all problems, each saying what to change
     * @throws RightsException if Kafka does not let the application do what it does
     */
    void apply(Admin admin) throws InterruptedException, StartException, RightsException {
        try {
            Set<String> absent = rights.missing(admin, needed);
            List<Wanted> missing = wanted.stream()
                    .filter(topic -> absent.contains(topic.name()))
                    .toList();
            if (!missing.isEmpty()) {
                create(admin, missing);
                awaitRights(admin);
            }
            check(
                    admin,
                    wanted.stream()
                            .filter(topic -> !absent.contains(topic.name()))
                            .toList());
            requireStateTopics(admin);
        } catch (ExecutionException e) {
            throw new StartException("Kafka refused to create or describe topics: " + refusals.message(e), e);
        }
    }

    /** Those of the state, which Kafka Streams creates by itself, whatever topics.create says. */
    private void requireStateTopics(Admin admin) throws InterruptedException, RightsException {
        Map<String, Set<AclOperation>> changelogs = new HashMap<>();
        stateTopics.forEach(topic -> changelogs.put(topic, Set.of(AclOperation.READ, AclOperation.WRITE)));
        Set<String> absent = rights.missing(admin, changelogs);
        if (!absent.isEmpty()) {
            rights.requireCreatable(admin, absent);
        }
    }

    /** Who may create a topic may not necessarily use it, which a broker tells when it has heard of the topic. */
    private void awaitRights(Admin admin) throws InterruptedException, RightsException {
        for (int attempt = 0;
                attempt < NEWS_ATTEMPTS && !rights.missing(admin, needed).isEmpty();
                attempt++) {
            Thread.sleep(NEWS_PAUSE_MILLIS);
        }
    }

    private void create(Admin admin, List<Wanted> missing)
            throws InterruptedException, ExecutionException, StartException, RightsException {
        if (!create) {
            throw new StartException("topics are missing, and topics.create is false. Create them, or set it to true:\n"
                    + missing.stream()
                            .map(topic -> "  %s: %d partitions, %s"
                                    .formatted(topic.name(), topic.partitions(), new TreeMap<>(topic.configs())))
                            .collect(Collectors.joining("\n")));
        }
        rights.requireCreatable(admin, missing.stream().map(Wanted::name).collect(Collectors.toSet()));
        var created = admin.createTopics(missing.stream()
                .map(topic -> new NewTopic(
                                topic.name(),
                                Optional.of(topic.partitions()),
                                replicationFactor == -1 ? Optional.empty() : Optional.of(replicationFactor))
                        .configs(topic.configs()))
                .toList());
        for (var topic : created.values().entrySet()) {
            try {
                topic.getValue().get();
                LOG.info("created topic {}", topic.getKey());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new StartException(
                            "topic " + topic.getKey() + " cannot be created: " + refusals.message(e), e);
                }
                LOG.info("topic {} was created by another instance", topic.getKey());
            }
        }
    }

    private void check(Admin admin, List<Wanted> existing)
            throws InterruptedException, ExecutionException, StartException {
        Map<String, TopicDescription> descriptions = admin.describeTopics(
                        existing.stream().map(Wanted::name).toList())
                .allTopicNames()
                .get();
        Map<ConfigResource, org.apache.kafka.clients.admin.Config> configs = admin.describeConfigs(
                        existing.stream().map(topic -> resource(topic.name())).toList())
                .all()
                .get();
        List<String> problems = new ArrayList<>();
        for (Wanted topic : existing) {
            int partitions = Objects.requireNonNull(descriptions.get(topic.name()))
                    .partitions()
                    .size();
            if (partitions != topic.partitions()) {
                problems.add(partitionProblem(topic, partitions));
            }
            var actual = Objects.requireNonNull(configs.get(resource(topic.name())));
            String policy = actual.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
            if (!policies(policy).equals(policies(topic.cleanupPolicy()))) {
                problems.add(("topic %1$s has cleanup.policy=%2$s, but must have %3$s. Change it with:"
                                + " kafka-configs --alter --topic %1$s --add-config cleanup.policy=[%3$s]")
                        .formatted(topic.name(), policy, topic.cleanupPolicy()));
            }
            String bytes = actual.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
            String least = topic.configs().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            if (least != null && Long.parseLong(bytes) < Long.parseLong(least)) {
                problems.add(
                        ("topic %1$s has max.message.bytes=%2$s, but must have %3$s, or a large event would stop the books."
                                        + " Change it with: kafka-configs --alter --topic %1$s --add-config max.message.bytes=%3$s")
                                .formatted(topic.name(), bytes, least));
            }
            warnOf(topic, actual);
        }
        if (!problems.isEmpty()) {
            throw new StartException(String.join("\n", problems));
        }
    }

    /** Settings of an existing topic that are not as they should be, where the books can be kept all the same. */
    private static void warnOf(Wanted topic, org.apache.kafka.clients.admin.Config actual) {
        for (Map.Entry<String, String> each : WHY.entrySet()) {
            String wanted = topic.configs().get(each.getKey());
            String value = actual.get(each.getKey()).value();
            boolean less = each.getKey().equals(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
                    ? !value.equals(wanted)
                    : wanted != null && Long.parseLong(value) < Long.parseLong(wanted);
            if (wanted != null && less) {
                LOG.warn(
                        "topic {} has {}={}, better is {}: {}. Change it with: kafka-configs --alter --topic {} --add-config {}={}",
                        topic.name(),
                        each.getKey(),
                        value,
                        wanted,
                        each.getValue(),
                        topic.name(),
                        each.getKey(),
                        wanted);
            }
        }
    }

    private static String partitionProblem(Wanted topic, int partitions) {
        String problem =
                "topic %s has %d partitions, but must have %d".formatted(topic.name(), partitions, topic.partitions());
        return topic.setting()
                .map(setting -> problem + ". Set " + setting + ": " + partitions
                        + (setting.equals(BY_JOURNAL)
                                ? " if these books were begun with " + partitions
                                        + "; never add partitions to this topic, its teams would begin anew in others"
                                : ", or recreate the topic"))
                .orElse(problem + ". Recreate the topic");
    }

    private static Set<String> policies(String list) {
        return Set.of(list.replace(" ", "").split(",", -1));
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static Map<String, String> eventConfigs(Duration retention) {
        Map<String, String> configs = new HashMap<>(kept(retention));
        // The broker's clock says when an event arrived: no producer can misstate it, and a replay reads the same time.
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return configs;
    }

    private static Map<String, String> compacted() {
        return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    /** Rows that were replaced stay for the length of the history, and so do tombstones: a restart reads them all. */
    private static Map<String, String> table(Duration history) {
        Map<String, String> configs = new HashMap<>(compacted());
        configs.put(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, millis(history));
        configs.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, millis(history));
        // The broker's clock says when a cost was withdrawn, and Kafka Streams dies of a row with a negative timestamp.
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return configs;
    }

    private static Map<String, String> large(Map<String, String> configs) {
        Map<String, String> large = new HashMap<>(configs);
        large.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(BooksTopology.MOST_RECORD_BYTES));
        return large;
    }

    private static Map<String, String> windows(Duration retention) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                millis(retention));
    }

    private static Map<String, String> kept(Duration retention) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                retention.isZero() ? "-1" : millis(retention));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
