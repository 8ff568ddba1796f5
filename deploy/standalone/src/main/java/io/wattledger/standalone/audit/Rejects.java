package io.wattledger.standalone.audit;

import io.wattledger.schemas.Position;
import io.wattledger.v1.OriginalHeader;
import io.wattledger.v1.RejectReason;
import io.wattledger.v1.RejectedEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** What rejected-events holds, by the position of the input record; what the input explains is taken out again. */
final class Rejects {

    private final Map<Position, Refused> open = new HashMap<>();
    private final List<Position> twice = new ArrayList<>();
    private final Fingerprint.Maker fingerprints = new Fingerprint.Maker();
    private long keptFrom = Long.MIN_VALUE;

    /** @param length of the value; below 0 without one */
    private record Refused(RejectReason reason, Fingerprint original, int length) {}

    void add(RejectedEvent reject) {
        Headers headers = new RecordHeaders();
        for (OriginalHeader header : reject.getHeaders()) {
            headers.add(header.getKey(), bytes(header.getValue()));
        }
        Position at = new Position(reject.getTopic(), reject.getPartition(), reject.getOffset());
        byte[] value = bytes(reject.getValue());
        Fingerprint original = fingerprints.of(bytes(reject.getKey()), value, headers);
        if (open.put(at, new Refused(reject.getReason(), original, value == null ? -1 : value.length)) != null) {
            twice.add(at);
        }
    }

    /** Rejects written before this time may be gone. */
    void keptFrom(long time) {
        keptFrom = Math.max(keptFrom, time);
    }

    Optional<RejectReason> reasonAt(Position at) {
        return Optional.ofNullable(open.get(at)).map(Refused::reason);
    }

    /** The input has a record that must be refused. */
    void expect(RejectReason reason, ConsumerRecord<byte[], byte[]> record, Findings findings) {
        Position at = new Position(record.topic(), record.partition(), record.offset());
        Refused found = open.remove(at);
        if (found == null) {
            if (record.timestamp() > keptFrom) {
                findings.add(Kind.REJECT, at + " must be refused (" + reason + "), and is not in rejected-events");
            }
        } else if (found.reason() != reason) {
            findings.add(
                    Kind.REJECT, at + " must be refused as " + reason + ", rejected-events says " + found.reason());
        } else if (!isWhole(found, record) && !(Refusals.isLarge(record) && isBeginning(found, record))) {
            findings.add(
                    Kind.REJECT, at + " is in rejected-events with another key, value or headers than it came with");
        }
    }

    private boolean isWhole(Refused found, ConsumerRecord<byte[], byte[]> record) {
        return found.original().equals(fingerprints.of(record.key(), record.value(), record.headers()));
    }

    /** Of a large record only the first bytes of the value are kept. */
    private boolean isBeginning(Refused found, ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        int length = found.length();
        if (value == null ? length >= 0 : length > value.length || length < Math.min(1, value.length)) {
            return false;
        }
        byte[] beginning = value == null ? null : Arrays.copyOf(value, length);
        return found.original().equals(fingerprints.of(null, beginning, new RecordHeaders()));
    }

    /** An overflow was looked into. */
    void settle(Position at) {
        open.remove(at);
    }

    /** Reports what no input record explains. */
    void report(Input input, Findings findings) {
        twice.forEach(at -> findings.add(Kind.REJECT, at + " is in rejected-events more than once"));
        open.entrySet().stream()
                .filter(each -> input.contains(each.getKey()))
                .map(each -> each.getKey() + " is in rejected-events as "
                        + each.getValue().reason() + ", and must not be refused")
                .sorted(Comparator.naturalOrder())
                .forEach(text -> findings.add(Kind.REJECT, text));
    }

    /** Which input was looked at. */
    interface Input {
        boolean contains(Position at);
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
