package io.wattledger.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.Golden;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    @Test
    void shouldBeThePageInTheDocumentation() throws IOException {
        Golden.assertHolds(Path.of("../docs/configuration.md"), ConfigReference.markdown());
    }

    @Test
    void shouldKnowEveryKeyOfEverySection() {
        assertThat(ConfigReference.keys())
                .contains("app.id", "topics.event-partitions", "booking.max-skew", "totals.day-retention", "http.port")
                .doesNotHaveDuplicates();
        assertThat(ConfigReference.passedThrough()).containsExactly("kafka", "registry", "budgets");
    }

    @Test
    void shouldSuggestTheNearestKeyAndNoneWhenAllAreFar() {
        assertThat(ConfigReference.nearest("http.prot")).contains("http.port");
        assertThat(ConfigReference.nearest("booking.maxskew")).contains("booking.max-skew");
        assertThat(ConfigReference.nearest("something.else")).isEmpty();
    }
}
