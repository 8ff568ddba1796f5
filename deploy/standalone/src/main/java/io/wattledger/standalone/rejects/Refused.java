package io.wattledger.standalone.rejects;

import io.wattledger.schemas.Position;
import io.wattledger.v1.RejectReason;
import io.wattledger.v1.RejectedEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refused event.
 *
 * @param stored where it lies in rejected-events
 * @param refusedAt when the application refused it
 */
record Refused(Position stored, Instant refusedAt, RejectedEvent event) {

    /** What the application writes of an event that it does not keep whole. */
    private static final String CUT = "the start of the value is kept";

    /** Where it lay in the input, which identifies it. */
    Position at() {
        return new Position(event.getTopic(), event.getPartition(), event.getOffset());
    }

    String position() {
        return Positions.text(at());
    }

    /** When it arrived in the input. */
    Instant time() {
        return event.getTimestamp();
    }

    RejectReason reason() {
        return event.getReason();
    }

    byte @Nullable [] key() {
        return bytes(event.getKey());
    }

    byte @Nullable [] value() {
        return bytes(event.getValue());
    }

    /** Whether it was too large to be kept whole: key and headers are not here, and the value may be its start alone. */
    boolean cut() {
        return event.getDetail().contains(CUT)
                && event.getKey() == null
                && event.getHeaders().isEmpty();
    }

    int size() {
        ByteBuffer value = event.getValue();
        return value == null ? 0 : value.remaining();
    }

    static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
