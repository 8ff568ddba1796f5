package io.wattledger.servers;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Settings of a single node that is broker and controller in one. */
final class BrokerSettings {
    private static final String ONE_REPLICA = "1";
    private static final String FEW_PARTITIONS = "4";
    private static final Set<String> LISTS = Set.of("listeners", "listener.security.protocol.map");

    private BrokerSettings() {}

    /** @param others override ours; listeners, and what they speak, come beside ours */
    static Properties of(Path logDir, int port, int controllerPort, Map<String, String> others) {
        Properties settings = new Properties();
        node(settings, logDir, port, controllerPort);
        internalTopics(settings);
        keepEverything(settings);
        small(settings);
        others.forEach((key, value) ->
                settings.merge(key, value, (ours, theirs) -> LISTS.contains(key) ? ours + "," + theirs : theirs));
        return settings;
    }

    private static void node(Properties settings, Path logDir, int port, int controllerPort) {
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty(
                "listeners",
                "CLIENT://%s:%d,CONTROLLER://%s:%d".formatted(Ports.HOST, port, Ports.HOST, controllerPort));
        settings.setProperty("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("inter.broker.listener.name", "CLIENT");
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("controller.quorum.voters", "1@%s:%d".formatted(Ports.HOST, controllerPort));
        settings.setProperty("log.dirs", logDir.toString());
    }

    private static void internalTopics(Properties settings) {
        settings.setProperty("default.replication.factor", ONE_REPLICA);
        settings.setProperty("min.insync.replicas", ONE_REPLICA);
        settings.setProperty("offsets.topic.replication.factor", ONE_REPLICA);
        settings.setProperty("offsets.topic.num.partitions", FEW_PARTITIONS);
        settings.setProperty("transaction.state.log.replication.factor", ONE_REPLICA);
        settings.setProperty("transaction.state.log.min.isr", ONE_REPLICA);
        settings.setProperty("transaction.state.log.num.partitions", FEW_PARTITIONS);
        settings.setProperty("share.coordinator.state.topic.replication.factor", ONE_REPLICA);
        settings.setProperty("share.coordinator.state.topic.min.isr", ONE_REPLICA);
        settings.setProperty("share.coordinator.state.topic.num.partitions", FEW_PARTITIONS);
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        settings.setProperty("auto.create.topics.enable", "false");
    }

    /** Nothing goes by age unless a topic says so: replays carry old times, and books that were stopped for weeks resume. */
    private static void keepEverything(Properties settings) {
        settings.setProperty("log.retention.ms", "-1");
        settings.setProperty("log.message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
        settings.setProperty("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        settings.setProperty("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));
    }

    /** One machine shared with everything else: fewer threads, and 8 MiB instead of 128 for the log cleaner's map. */
    private static void small(Properties settings) {
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("num.io.threads", "4");
        settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
    }
}
