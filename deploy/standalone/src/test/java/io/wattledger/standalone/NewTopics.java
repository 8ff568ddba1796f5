package io.wattledger.standalone;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics that are there for every client when their creation returns: the controller answers before the broker has heard of them. */
final class NewTopics {
    private static final int ATTEMPTS = 600;
    private static final long PAUSE_MILLIS = 50;

    private NewTopics() {}

    static void create(Admin admin, Collection<NewTopic> topics) throws InterruptedException, ExecutionException {
        admin.createTopics(topics).all().get();
        Set<String> names = topics.stream().map(NewTopic::name).collect(Collectors.toSet());
        for (int attempt = 1; ; attempt++) {
            try {
                admin.describeTopics(names).allTopicNames().get();
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || attempt == ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }
}
