package io.wattledger.standalone.torture;

import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** What the first instance does for all at its start. */
final class FirstInstance {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int TICK_MILLIS = 250;

    private FirstInstance() {}

    /** It creates the topics. */
    static void awaitTopics(String bootstrapServers, Topics topics) throws TortureException, InterruptedException {
        List<String> wanted = List.of(
                topics.events().name(),
                topics.costs().name(),
                topics.sites().name(),
                topics.intake().name(),
                topics.running().name());
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            while (!admin.listTopics().names().get().containsAll(wanted)) {
                if (System.nanoTime() > deadline) {
                    throw new TortureException(
                            "the first instance created no topics within " + START_LIMIT.toSeconds() + " s");
                }
                Thread.sleep(TICK_MILLIS);
            }
        } catch (ExecutionException e) {
            throw new TortureException("the topics cannot be listed: " + e.getCause(), e);
        }
    }

    /** It registers the schemas too; the last one tells that it is through, and that nobody else registers the same beside it. */
    static void awaitSchemas(SchemaRegistry registry, Topics topics) throws TortureException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (registry.versions(topics.rejected().name() + "-value").isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TortureException(
                        "the first instance registered no schemas within " + START_LIMIT.toSeconds() + " s");
            }
            Thread.sleep(TICK_MILLIS);
        }
    }
}
