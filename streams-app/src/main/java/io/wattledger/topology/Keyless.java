package io.wattledger.topology;

import io.wattledger.ledger.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;

/** Where events without a key are booked: where all copies of one meet. */
public final class Keyless {

    private Keyless() {}

    /** Source, a zero byte and eventId, in UTF-8: the key of an event for whoever writes one that has none. */
    public static byte[] key(Event event) {
        byte[] source = event.source().getBytes(StandardCharsets.UTF_8);
        byte[] id = event.eventId().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(source.length + 1 + id.length)
                .put(source)
                .put((byte) 0)
                .put(id)
                .array();
    }

    static Optional<Set<Integer>> partition(byte[] key, int partitions) {
        return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(key)) % partitions));
    }
}
