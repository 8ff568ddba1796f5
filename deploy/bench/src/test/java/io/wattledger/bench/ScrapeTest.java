package io.wattledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrapeTest {

    private static final String PAGE = """
            # HELP wattledger_requests_total Inference requests booked.
            wattledger_requests_total{gpu="h100",model="m",region="a",team="probe"} 12.0
            wattledger_requests_total{gpu="h100",model="m",region="b",team="probe"} 1.0E3
            wattledger_requests_total{gpu="h100",model="m",region="b",team="other"} 7.0
            """;

    @Test
    void shouldAddUpTheRequestsOfATeam() {
        assertThat(Scrape.requests(PAGE, "probe")).hasValue(1_012);
        assertThat(Scrape.requests(PAGE, "nobody")).isEmpty();
    }

    @Test
    void shouldCountSeries() {
        assertThat(Scrape.series(PAGE)).isEqualTo(3);
    }
}
