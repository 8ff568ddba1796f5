package io.wattledger.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JsonReportTest {

    @Test
    void shouldWriteExactDecimalsAndNullForWhatIsUnknown() {
        // Given: two projects of one line, an amount beyond the digits of a double, a line without amounts
        var books = new SomeBooks()
                .with("b", "x", 4_000_000_000_000_000_001L)
                .with("b", "y", 2)
                .withUnpriced("a \"quoted\"")
                .books();

        // When
        String json = JsonReport.of(books, Duration.ofMillis(12_345));

        // Then
        assertThat(json).isEqualTo("""
                {"events":{"in":10,"booked":6,"parked":1,"duplicate":2,"rejected":1},"totals":[\
                {"team":"a \\"quoted\\"","model":"model","gpu":"gpu","region":"region","requests":3,"unpricedRequests":3,\
                "energyJoules":null,"waterLitres":null,"carbonGrams":null},\
                {"team":"b","model":"model","gpu":"gpu","region":"region","requests":2000,"unpricedRequests":0,\
                "energyJoules":{"low":2000000000000.000001,"central":4000000000000.000003,"high":8000000000000.000006},\
                "waterLitres":{"low":0.000002,"central":0.000004,"high":0.000006},\
                "carbonGrams":{"low":0.000020,"central":0.000040,"high":0.000060}}],"seconds":12.345}""");
    }
}
