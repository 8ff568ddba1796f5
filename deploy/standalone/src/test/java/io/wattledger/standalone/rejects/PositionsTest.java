package io.wattledger.standalone.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.schemas.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionsTest {

    @Test
    void shouldReadWhatItWritesOfATopicWithDashesAndDots() {
        var position = new Position("wattledger.inference-events", 3, 5_000_000_000L);

        assertThat(Positions.text(position)).isEqualTo("wattledger.inference-events-3-5000000000");
        assertThat(Positions.parse(Positions.text(position))).contains(position);
        assertThat(Positions.parse("t-1-2-3")).contains(new Position("t-1", 2, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "inference-events",
                "inference-events-1",
                "-1-2",
                "a-1-2 ",
                "a-x-1",
                "a-1--2",
                "a b-1-2",
                "a-99999999999-1",
                "a-1-99999999999999999999"
            })
    void shouldRefuseWhatIsNoPosition(String text) {
        assertThat(Positions.parse(text)).isEmpty();
    }
}
