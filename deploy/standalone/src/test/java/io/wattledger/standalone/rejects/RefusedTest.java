package io.wattledger.standalone.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.v1.RejectReason;
import io.wattledger.v1.RejectedEvent;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusedTest {

    private static final String DETAIL =
            "team is empty (of 900000 bytes the start of the value is kept; the record itself is in the input topic)";

    private static Refused refused(String detail, @Nullable ByteBuffer key) {
        Refused sample = Samples.refused(1, RejectReason.MISSING_FIELD, detail, new byte[] {0});
        RejectedEvent event = sample.event();
        return new Refused(
                sample.stored(),
                sample.refusedAt(),
                new RejectedEvent(
                        event.getTopic(),
                        event.getPartition(),
                        event.getOffset(),
                        event.getTimestamp(),
                        event.getReason(),
                        detail,
                        key,
                        event.getValue(),
                        List.of()));
    }

    @Test
    void shouldKnowWhetherItWasTooLargeToBeKeptWhole() {
        assertThat(refused(DETAIL, null).cut()).isTrue();
        assertThat(refused(DETAIL, ByteBuffer.allocate(1)).cut())
                .as("it has its key")
                .isFalse();
        assertThat(refused("team is empty", null).cut())
                .as("it never had a key")
                .isFalse();
    }
}
