package io.wattledger.standalone.torture;

import io.wattledger.standalone.child.LatestValues;
import io.wattledger.standalone.torture.TextbookTopology.Sum;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;

/** The output of the control, and how far it has read. */
final class Control implements AutoCloseable {

    private static final int PARTITIONS = 4;
    private static final int TICK_MILLIS = 500;
    /** Without a change for so long, all that it has read is in its totals. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final String prefix;
    private final String input;
    private final Admin admin;

    /** @param input topic of the events that it reads */
    Control(String bootstrapServers, String prefix, String input) {
        this.bootstrapServers = bootstrapServers;
        this.prefix = prefix;
        this.input = input;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /**
     * What it has added up.
     *
     * @param caughtUp whether it had read everything
     */
    record Totals(boolean caughtUp, Sum minutes, Sum hours) {}

    void createTopics() throws InterruptedException, TortureException {
        try {
            admin.createTopics(List.of(
                            new NewTopic(prefix + TextbookTopology.COSTS, 1, (short) 1),
                            new NewTopic(prefix + TextbookTopology.MINUTES, PARTITIONS, (short) 1),
                            new NewTopic(prefix + TextbookTopology.HOURS, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new TortureException("the topics of the control cannot be created: " + e.getCause(), e);
        }
    }

    /** Waits until it has read to the ends, or as long as the limit says. */
    Totals await(Map<Integer, Long> ends, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        long quietSince = System.nanoTime();
        List<String> outputs = List.of(prefix + TextbookTopology.MINUTES, prefix + TextbookTopology.HOURS);
        try (LatestValues values = new LatestValues(bootstrapServers, outputs)) {
            Totals before = new Totals(false, new Sum(0, 0), new Sum(0, 0));
            while (true) {
                boolean read = hasRead(ends);
                values.readOn();
                Totals now = new Totals(read, sum(values, outputs.get(0)), sum(values, outputs.get(1)));
                if (!now.equals(before)) {
                    quietSince = System.nanoTime();
                }
                if ((read && System.nanoTime() - quietSince > QUIET.toNanos()) || System.nanoTime() > deadline) {
                    return now;
                }
                before = now;
                Thread.sleep(TICK_MILLIS);
            }
        }
    }

    private boolean hasRead(Map<Integer, Long> ends) throws InterruptedException {
        try {
            var offsets = admin.listConsumerGroupOffsets(ControlMain.APPLICATION_ID)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream().allMatch(end -> {
                var offset = offsets.get(new TopicPartition(input, end.getKey()));
                return end.getValue() == 0 || (offset != null && offset.offset() >= end.getValue());
            });
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static Sum sum(LatestValues values, String topic) {
        Sum sum = new Sum(0, 0);
        for (byte[] value : values.of(topic).values()) {
            Sum each = Sum.of(value);
            sum = sum.plus(each.requests(), each.joules());
        }
        return sum;
    }

    @Override
    public void close() {
        admin.close();
    }
}
