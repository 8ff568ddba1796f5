package io.wattledger.standalone.publish;

import io.wattledger.config.Config;
import io.wattledger.rights.Part;
import io.wattledger.rights.Refusals;
import io.wattledger.rights.Rights;
import io.wattledger.rights.RightsException;
import io.wattledger.schemas.Topic;
import io.wattledger.standalone.kafka.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;

/** Brings a table to what is desired of it: reads it, plans, and writes what differs in one transaction. */
public final class Publisher {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> kafka;
    private final String transactionalId;
    private final Refusals refusals;
    private final Progress progress;
    private final Duration patience;

    /**
     * @param kafka settings of the Kafka client
     * @param prefix of the topics; publishers of one prefix exclude each other
     */
    public Publisher(Map<String, ?> kafka, String prefix, Progress progress) {
        this(kafka, prefix, progress, PATIENCE);
    }

    Publisher(Map<String, ?> kafka, String prefix, Progress progress, Duration patience) {
        this.kafka = new HashMap<>(kafka);
        this.transactionalId = prefix + "publish";
        this.refusals = new Refusals(kafka, Part.PUBLISHER, prefix);
        this.progress = progress;
        this.patience = patience;
    }

    /** A publisher to the Kafka of a configuration. */
    public static Publisher of(Config config, Progress progress) {
        return new Publisher(config.kafka(), config.topics().prefix(), progress);
    }

    /**
     * Shows what would change, and writes nothing. Disturbs no other publisher.
     *
     * @throws PublishException if the table cannot be read
     */
    public <V extends SpecificRecord, R extends SpecificRecord> Plan<R> dryRun(
            Table<V, R> table, List<Desired<R>> desired, Instant now) throws PublishException, InterruptedException {
        requireTopic(table.topic().name(), AclOperation.READ);
        return plan(table, desired, now);
    }

    /**
     * Writes what differs, all of it or nothing.
     *
     * @throws PublishException if the table cannot be read or written; it is as it was
     */
    public <V extends SpecificRecord, R extends SpecificRecord> Plan<R> publish(
            Table<V, R> table, List<Desired<R>> desired, Instant now) throws PublishException, InterruptedException {
        requireTopic(table.topic().name(), AclOperation.READ, AclOperation.WRITE);
        try (TableWriter writer = TableWriter.open(kafka, transactionalId, refusals)) {
            Plan<R> plan = plan(table, desired, now);
            if (plan.changed().isEmpty()) {
                return plan;
            }
            writer.write(rows(table, plan));
            return new Plan<>(plan.topic(), plan.rows(), true);
        }
    }

    private <V extends SpecificRecord, R extends SpecificRecord> Plan<R> plan(
            Table<V, R> table, List<Desired<R>> desired, Instant now) throws PublishException {
        Map<String, List<Revision<R>>> present = new TableReader(kafka, patience, progress).read(table);
        List<PlannedRow<R>> rows = desired.stream()
                .map(each -> Planner.plan(each, present.getOrDefault(each.key().toString(), List.of()), now))
                .toList();
        return new Plan<>(table.topic().name(), rows, false);
    }

    private static <V extends SpecificRecord, R extends SpecificRecord> List<TableWriter.Row> rows(
            Table<V, R> table, Plan<R> plan) {
        Topic<String, V> topic = table.topic();
        List<TableWriter.Row> rows = new ArrayList<>();
        for (PlannedRow<R> row : plan.changed()) {
            String key = row.key().toString();
            rows.add(new TableWriter.Row(
                    key,
                    new ProducerRecord<>(
                            topic.name(),
                            topic.key().serializer().serialize(topic.name(), key),
                            topic.value().serializer().serialize(topic.name(), table.row(row.key(), row.after())))));
        }
        return rows;
    }

    /** Asks first: clients would wait a minute for a topic that is not there. */
    private void requireTopic(String topic, AclOperation... operations) throws PublishException, InterruptedException {
        try {
            if (!new Rights(kafka, refusals)
                    .missing(Map.of(topic, Set.of(operations)))
                    .isEmpty()) {
                throw new PublishException("there is no topic " + topic
                        + "; 'wattledger run' creates it; topics.prefix names another one");
            }
        } catch (RightsException e) {
            throw new PublishException(String.valueOf(e.getMessage()), e);
        }
    }
}
