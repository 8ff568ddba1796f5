package io.wattledger.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownNameExceptionTest {

    private static final List<String> KNOWN = List.of("out", "kernel", "stride");

    @Test
    void shouldSuggestTheNearestName() {
        assertThat(UnknownNameException.suggestion("Kernle", KNOWN)).contains("kernel");
        assertThat(UnknownNameException.suggestion("strid", KNOWN)).contains("stride");
        assertThat(UnknownNameException.suggestion("outs", KNOWN)).contains("out");
    }

    @Test
    void shouldSuggestNothingThatIsMostlyDifferent() {
        assertThat(UnknownNameException.suggestion("colour", KNOWN)).isEmpty();
        assertThat(UnknownNameException.suggestion("", KNOWN)).isEmpty();
        assertThat(UnknownNameException.suggestion("out".repeat(1_000_000), KNOWN))
                .isEmpty();
    }
}
