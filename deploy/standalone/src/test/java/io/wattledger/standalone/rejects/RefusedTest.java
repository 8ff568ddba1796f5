package io.wattledger.standalone.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.v1.RejectReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedTest {

    private static final String DETAIL =
            "team is empty (of 900000 bytes the start of the value is kept; the record itself is in the input topic)";

    @Test
    void shouldKnowWhetherItWasTooLargeToBeKeptWhole() {
        Refused whole = Samples.refused(1, RejectReason.MISSING_FIELD, DETAIL, new byte[] {0});
        assertThat(whole.cut()).as("it has its key").isFalse();

        Refused cut = Samples.refused(1, RejectReason.MISSING_FIELD, DETAIL, new byte[] {0});
        cut.event().setKey(null);
        cut.event().setHeaders(List.of());
        assertThat(cut.cut()).isTrue();

        cut.event().setDetail("team is empty");
        assertThat(cut.cut()).as("it never had a key").isFalse();
    }
}
