package io.wattledger.standalone.rejects;

import io.wattledger.standalone.kafka.Connection;
import io.wattledger.standalone.kafka.TopicScan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.header.Header;

/**
 * What was sent back before, as far as the input topics still tell.
 *
 * @param positions that were sent back
 * @param since the topics forgot what came before this, if they forgot anything that matters
 */
record Retries(Set<String> positions, Optional<Instant> since) {

    /** Names the position of the refused event that a record is the retry of. */
    static final String HEADER = "wattledger-retry-of";

    /** How far clocks may differ. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    /** What is known of a refused event. */
    enum State {
        OPEN,
        RETRIED,
        /** It was refused before the time from which on retries are known. */
        UNKNOWN
    }

    State of(Refused refused) {
        return of(refused.position(), refused.refusedAt());
    }

    State of(String position, Instant refusedAt) {
        if (positions.contains(position)) {
            return State.RETRIED;
        }
        return since.filter(refusedAt::isBefore).isPresent() ? State.UNKNOWN : State.OPEN;
    }

    /**
     * Reads the headers of the input topics.
     *
     * @param oldest nothing that is asked for was refused before this time, so nothing earlier is read
     */
    static Retries read(Connection connection, Instant oldest) throws RejectsException, InterruptedException {
        Set<String> positions = new HashSet<>();
        Instant from = oldest.minus(CLOCKS);
        String keyless = connection.topics().keyless().name();
        if (connection.exists(keyless, AclOperation.READ)) {
            var unused = connection.scan().headers(keyless, from, record -> take(positions, record));
        }
        // Each retry lies here, until the topic's retention takes it; keyless-events has copies.
        String events = connection.topics().events().name();
        connection.requireTopic(events, AclOperation.READ);
        Map<Integer, Instant> firsts = new HashMap<>();
        connection.scan().awaitSettled(events);
        TopicScan.Extent extent = connection.scan().headers(events, from, record -> {
            firsts.putIfAbsent(record.partition(), Instant.ofEpochMilli(record.timestamp()));
            return take(positions, record);
        });
        List<Integer> forgotten =
                extent.forgotten().stream().map(TopicPartition::partition).toList();
        boolean emptied = !firsts.keySet().containsAll(forgotten);
        Optional<Instant> kept = emptied ? connection.retention(events).map(Instant.now()::minus) : Optional.empty();
        return new Retries(positions, since(forgotten, firsts, kept));
    }

    /**
     * The time from which on each partition still tells.
     *
     * @param forgotten partitions that began later than their first record
     * @param firsts time of the first record of each partition that has one
     * @param kept a partition without records forgot what came before this; empty: nothing, for the topic keeps everything
     */
    static Optional<Instant> since(List<Integer> forgotten, Map<Integer, Instant> firsts, Optional<Instant> kept) {
        return forgotten.stream()
                .flatMap(partition -> Optional.ofNullable(firsts.get(partition)).or(() -> kept).stream())
                .max(Instant::compareTo);
    }

    private static boolean take(Set<String> positions, ConsumerRecord<byte[], byte[]> record) {
        for (Header header : record.headers().headers(HEADER)) {
            if (header.value() != null) {
                positions.add(new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return true;
    }
}
