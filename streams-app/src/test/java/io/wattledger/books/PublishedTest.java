package io.wattledger.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.books.Published.CostKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PublishedTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final HandMadeTables tables = new HandMadeTables();

    @Test
    void shouldListItsKeysAsTheRowsNameThem() {
        tables.cost("phi|4", "t4", NOON)
                .cost("llama", "h100", NOON)
                .cost("llama", "a100", NOON)
                .cost("llama", "a100", NOON.plusSeconds(60))
                .site("eu-west-1", NOON)
                .site("eu-north-1", NOON);

        assertThat(tables.published().costKeys())
                .containsExactly(
                        new CostKey("llama", "a100"), new CostKey("llama", "h100"), new CostKey("phi|4", "t4"));
        assertThat(tables.published().siteRegions()).containsExactly("eu-north-1", "eu-west-1");
    }

    @Test
    void shouldListWhatWasWithdrawnButNotWhatNeverWas() {
        tables.cost("withdrawn", "t4", NOON)
                .withdraw("withdrawn", "t4", NOON.plusSeconds(60))
                .withdraw("never there", "t4", NOON)
                .cost("mended", "t4", NOON)
                .garbage("mended", "t4")
                .garbage("garbage", "t4")
                .cost("filed wrongly", "llama", "t4", NOON);

        assertThat(tables.published().costKeys())
                .containsExactly(new CostKey("mended", "t4"), new CostKey("withdrawn", "t4"));
    }

    @Test
    void shouldKnowWhatBookingKnows() {
        tables.cost("llama", "h100", NOON).withdraw("llama", "h100", NOON.plusSeconds(120));
        Published published = tables.published();

        assertThat(published.costLine("llama", "h100")).hasValueSatisfying(line -> {
            assertThat(line.at(NOON.minusSeconds(60).toEpochMilli())).isEmpty();
            assertThat(line.at(NOON.plusSeconds(60).toEpochMilli())).isPresent();
            assertThat(line.at(NOON.plusSeconds(120).toEpochMilli())).isEmpty();
        });
        assertThat(published.costLine("llama", "t4")).isEmpty();
        assertThat(published.siteLine("eu-west-1")).isEmpty();
    }
}
