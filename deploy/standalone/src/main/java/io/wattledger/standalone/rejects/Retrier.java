package io.wattledger.standalone.rejects;

import io.wattledger.ledger.Reject;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.Topic;
import io.wattledger.standalone.kafka.Connection;
import io.wattledger.standalone.rejects.BookingCheck.Decoded;
import io.wattledger.standalone.rejects.RetryPlan.Candidate;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.OriginalHeader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Sends refused events back: plans what can go, then reads the topic again and sends that, so that it never holds all of it. */
final class Retrier {

    private final Connection connection;
    private final RejectLog log;
    private final BookingCheck check;
    private final Correction correction;

    Retrier(Connection connection, RejectLog log, Correction correction) {
        this.connection = connection;
        this.log = log;
        this.check = BookingCheck.of(connection);
        this.correction = correction;
    }

    /**
     * The refused events at the positions.
     *
     * @throws RejectsException if one of them is not there
     */
    List<Candidate> at(Set<String> positions) throws RejectsException {
        Set<String> missing = new HashSet<>(positions);
        List<Candidate> found = new ArrayList<>();
        log.read(refused -> {
            if (missing.remove(refused.position())) {
                found.add(candidate(refused));
            }
            return !missing.isEmpty();
        });
        if (!missing.isEmpty()) {
            throw notThere(positions.stream().filter(missing::contains).toList());
        }
        return found;
    }

    /** All refused events of a kind; one that was refused twice counts once. */
    List<Candidate> all(Predicate<Refused> chosen) throws RejectsException {
        Set<String> seen = new HashSet<>();
        List<Candidate> found = new ArrayList<>();
        log.read(refused -> {
            if (chosen.test(refused) && seen.add(refused.position())) {
                found.add(candidate(refused));
            }
            return true;
        });
        return found;
    }

    static RejectsException notThere(List<String> positions) {
        return new RejectsException(
                "no refused event has the position %s%s; 'wattledger rejects list' shows which there are"
                        .formatted(
                                positions.get(0),
                                positions.size() > 1 ? " (nor have " + (positions.size() - 1) + " others)" : ""));
    }

    /** Reads what was sent before; nothing is read if there is no candidate. */
    RetryPlan plan(List<Candidate> candidates, boolean again, boolean force)
            throws RejectsException, InterruptedException {
        Optional<Instant> oldest = candidates.stream().map(Candidate::refusedAt).min(Instant::compareTo);
        Retries retries = oldest.isEmpty() || again
                ? new Retries(Set.of(), Optional.empty())
                : Retries.read(connection, oldest.get());
        return RetryPlan.of(connection.topics().events().name(), candidates, retries, again, force);
    }

    /**
     * Sends all that the plan says, or nothing.
     *
     * @throws RejectsException if nothing is sent, or Kafka does not tell whether all is
     */
    void send(RetryPlan plan, RetryWriter writer) throws RejectsException {
        Set<Position> left = plan.sent();
        writer.begin();
        log.read(refused -> {
            if (left.remove(refused.stored())) {
                writer.send(refused.position(), record(refused, writer.partitions(plan.topic())));
            }
            return !left.isEmpty();
        });
        if (!left.isEmpty()) {
            throw new RejectsException(
                    "nothing was sent: %d of the refused events, the one at %s among them, were deleted meanwhile"
                            .formatted(left.size(), left.iterator().next()));
        }
        writer.commit();
    }

    private Candidate candidate(Refused refused) {
        Optional<Reject> problem;
        boolean sendable = true;
        if (correction.whole().isPresent()) {
            problem = checked(correction.whole().get());
        } else {
            Decoded decoded = check.decode(refused);
            if (decoded instanceof Decoded.NoEvent none) {
                problem = Optional.of(none.reject());
                sendable = correction.isEmpty();
            } else {
                problem = checked(((Decoded.AnEvent) decoded).event());
            }
        }
        if (refused.cut() && correction.whole().isEmpty()) {
            problem = Optional.of(new Reject(
                    Reject.Reason.UNDECODABLE,
                    "it was too large to be kept whole: key, headers and perhaps the end of its value are in the input topic alone,"
                            + " at " + refused.position() + ". Give it whole with --event"));
        }
        return new Candidate(refused.position(), refused.stored(), refused.refusedAt(), problem, sendable);
    }

    private Optional<Reject> checked(InferenceEvent original) {
        return check.check(correction.apply(original), Instant.now());
    }

    /** The record that goes back. One without a key has none again: the application gives it one. */
    ProducerRecord<byte[], byte[]> record(Refused refused, int partitions) {
        Topic<byte[], InferenceEvent> topic = connection.topics().events();
        boolean keyed =
                !refused.event().getTopic().equals(connection.topics().keyless().name());
        byte[] key = keyed ? refused.key() : null;
        // Where it lay before, further copies of it come too, and are found to be duplicates.
        boolean sameTopic = refused.event().getTopic().equals(topic.name());
        int before = refused.event().getPartition();
        Integer partition = key != null && sameTopic && before < partitions ? Integer.valueOf(before) : null;
        return new ProducerRecord<>(topic.name(), partition, key, value(refused), headers(refused));
    }

    private byte @Nullable [] value(Refused refused) {
        if (correction.isEmpty()) {
            return refused.value();
        }
        Topic<byte[], InferenceEvent> topic = connection.topics().events();
        InferenceEvent original = correction.whole().isPresent()
                ? correction.whole().get()
                : ((Decoded.AnEvent) check.decode(refused)).event();
        return topic.value().serializer().serialize(topic.name(), correction.apply(original));
    }

    private static RecordHeaders headers(Refused refused) {
        var headers = new RecordHeaders();
        for (OriginalHeader header : refused.event().getHeaders()) {
            if (!header.getKey().equals(Retries.HEADER)) {
                headers.add(new RecordHeader(header.getKey(), Refused.bytes(header.getValue())));
            }
        }
        headers.add(new RecordHeader(Retries.HEADER, refused.position().getBytes(StandardCharsets.UTF_8)));
        return headers;
    }
}
