package io.wattledger.standalone.audit;

import io.wattledger.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;

/** The topics that are read, each by a reader of its own. */
final class Sources implements AutoCloseable {

    private static final Duration REACH = Duration.ofSeconds(15);

    private final Map<String, TopicReader> readers = new LinkedHashMap<>();
    private final Topics topics;

    private Sources(Topics topics) {
        this.topics = topics;
    }

    /** @throws AuditException if topics are missing, or do not fit each other */
    static Sources open(Map<String, ?> kafka, Topics topics, Duration patience, Progress progress)
            throws AuditException, InterruptedException {
        List<String> names = names(topics);
        Map<String, Object> settings = new LinkedHashMap<>(kafka);
        try (Admin admin = Admin.create(settings)) {
            Set<String> missing = new TreeSet<>(names);
            missing.removeAll(Waiting.get(admin.listTopics().names(), REACH, "its topics"));
            if (!missing.isEmpty()) {
                throw new AuditException("topics are missing: " + String.join(", ", missing)
                        + ". There are no books under this prefix, or not all of them: is topics.prefix right?"
                        + " 'wattledger run' creates them");
            }
        }
        Sources sources = new Sources(topics);
        for (String name : names) {
            sources.readers.put(name, new TopicReader(settings, name, patience, progress));
        }
        sources.checkPartitions();
        return sources;
    }

    private void checkPartitions() throws AuditException {
        if (input().partitions() != keyless().partitions()) {
            String problem = "topic %s has %d partitions and %s has %d; they must have as many as each other"
                    .formatted(
                            input().topic(),
                            input().partitions(),
                            keyless().topic(),
                            keyless().partitions());
            close();
            throw new AuditException(problem);
        }
    }

    /** What an audit reads. */
    static List<String> names(Topics topics) {
        return List.of(
                topics.events().name(),
                topics.keyless().name(),
                topics.costs().name(),
                topics.sites().name(),
                topics.journal().name(),
                topics.rejected().name(),
                topics.intake().name(),
                topics.minutes().name(),
                topics.hours().name(),
                topics.days().name(),
                topics.running().name());
    }

    TopicReader input() {
        return of(topics.events().name());
    }

    TopicReader keyless() {
        return of(topics.keyless().name());
    }

    TopicReader of(String topic) {
        TopicReader reader = readers.get(topic);
        if (reader == null) {
            throw new IllegalArgumentException("topic " + topic + " is not read here");
        }
        return reader;
    }

    @Override
    public void close() {
        new ArrayList<>(readers.values()).forEach(TopicReader::close);
    }
}
