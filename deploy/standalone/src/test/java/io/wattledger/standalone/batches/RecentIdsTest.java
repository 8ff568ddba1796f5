package io.wattledger.standalone.batches;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentIdsTest {

    @Test
    void shouldKnowAnIdAgain() {
        var ids = new RecentIds(1 << 10);

        assertThat(ids.add("gateway", "1")).isTrue();
        assertThat(ids.add("gateway", "2")).isTrue();
        assertThat(ids.add("gatewa", "y1")).isTrue();
        assertThat(ids.add("gateway", "1")).isFalse();
        assertThat(ids.add("gateway", "1")).isFalse();
    }

    @Test
    void shouldForgetInsteadOfGrowing() {
        var ids = new RecentIds(4);
        assertThat(ids.add("gateway", "first")).isTrue();

        long added = IntStream.range(0, 100)
                .filter(i -> ids.add("gateway", "other " + i))
                .count();

        assertThat(added).isEqualTo(100);
        assertThat(ids.add("gateway", "first")).isTrue();
    }
}
