package io.wattledger.standalone.rejects;

import io.wattledger.schemas.Position;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.OriginalHeader;
import io.wattledger.v1.RejectReason;
import io.wattledger.v1.RejectedEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refused events made by hand. */
final class Samples {

    static final Instant ARRIVED = Instant.parse("2026-11-01T12:00:00Z");

    private Samples() {}

    static InferenceEvent event() {
        return builder().build();
    }

    static InferenceEvent.Builder builder() {
        return InferenceEvent.newBuilder()
                .setEventId("r-17")
                .setSource("gateway")
                .setOccurredAt(Instant.parse("2026-11-01T11:59:58.123Z"))
                .setModelId("llama-3.1-8b-instruct")
                .setGpu("h100-sxm5-80gb")
                .setTeam("")
                .setRegion("eu-west-1")
                .setInputTokens(100)
                .setOutputTokens(10)
                .setBatchSize(8);
    }

    static Refused refused(long offset, RejectReason reason, String detail, byte @Nullable [] value) {
        return new Refused(
                new Position("rejected-events", 0, 7),
                ARRIVED.plusSeconds(1),
                RejectedEvent.newBuilder()
                        .setTopic("inference-events")
                        .setPartition(1)
                        .setOffset(offset)
                        .setTimestamp(ARRIVED)
                        .setReason(reason)
                        .setDetail(detail)
                        .setKey(ByteBuffer.wrap("r-17".getBytes(StandardCharsets.UTF_8)))
                        .setValue(value == null ? null : ByteBuffer.wrap(value))
                        .setHeaders(List.of(new OriginalHeader("trace", ByteBuffer.wrap(new byte[] {0, -1}))))
                        .build());
    }
}
