package io.wattledger.standalone.torture;

import io.wattledger.schemas.Topics;
import io.wattledger.standalone.child.LatestValues;
import io.wattledger.standalone.torture.Ledger.TeamSum;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.IntakeCount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads how far the books are from their topics. */
final class StandingReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StandingReader.class);

    private final Topics topics;
    private final Admin admin;
    private final LatestValues values;

    StandingReader(String bootstrapServers, Topics topics) {
        this.topics = topics;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        this.values = new LatestValues(
                bootstrapServers,
                List.of(topics.intake().name(), topics.running().name()));
    }

    /** Reads on for later: what a long run has written cannot be read in a moment. */
    void follow() {
        try {
            values.readOn();
        } catch (KafkaException e) {
            LOG.debug("read on later", e);
        }
    }

    Standing now() throws InterruptedException, TortureException {
        values.readOn();
        List<IntakeCount> intake = new ArrayList<>();
        String intakeTopic = topics.intake().name();
        values.of(intakeTopic)
                .values()
                .forEach(value ->
                        intake.add(topics.intake().value().deserializer().deserialize(intakeTopic, value)));
        Map<String, TeamSum> totals = new TreeMap<>();
        long microjoules = 0;
        String running = topics.running().name();
        for (var entry : values.of(running).entrySet()) {
            FootprintTotal total = topics.running().value().deserializer().deserialize(running, entry.getValue());
            String team = topics.running()
                    .key()
                    .deserializer()
                    .deserialize(running, entry.getKey().array())
                    .getTeam();
            totals.merge(
                    team,
                    new TeamSum(total.getRequests(), total.getInputTokens(), total.getOutputTokens()),
                    TeamSum::plus);
            if (total.getEnergyMicrojoules() != null) {
                microjoules += total.getEnergyMicrojoules().getCentral();
            }
        }
        return new Standing(
                ends(topics.events().name()),
                end(topics.costs().name()),
                end(topics.sites().name()),
                intake,
                totals,
                microjoules);
    }

    /** Only plain producers write to the topics whose ends are asked for, so that their last record is one of data. */
    private long end(String topic) throws InterruptedException, TortureException {
        return ends(topic).values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<Integer, Long> ends(String topic) throws InterruptedException, TortureException {
        try {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .flatMap(description -> description.partitions().stream())
                    .forEach(info -> latest.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
            Map<Integer, Long> ends = new TreeMap<>();
            admin.listOffsets(latest).all().get().forEach((at, end) -> ends.put(at.partition(), end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new TortureException("the end of %s cannot be read: %s".formatted(topic, e.getCause()), e);
        }
    }

    @Override
    public void close() {
        values.close();
        admin.close();
    }
}
