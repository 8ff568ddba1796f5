package io.wattledger.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class LinesViewTest {

    private static final String STATE =
            "800 of 1,000 sent  123 events/s  books: 10 in = 6 booked + 1 parked + 2 duplicate + 1 rejected  ✓";

    private final StringWriter written = new StringWriter();
    private final LinesView view = new LinesView(new PrintWriter(written));

    @Test
    void shouldSayWhereToLookAndThenTheStateEveryFiveSeconds() {
        for (int second = 1; second <= 7; second++) {
            view.show(SomeBooks.snapshot(second, false));
        }

        assertThat(written.toString().lines())
                .containsExactly(
                        "replaying a trace; page and metrics at http://127.0.0.1:8080/",
                        "kafka 127.0.0.1:9092  registry http://127.0.0.1:8081",
                        "  1 s  " + STATE,
                        "  6 s  " + STATE);
    }

    @Test
    void shouldSayOnceThatAllIsBooked() {
        view.show(SomeBooks.snapshot(1, false));
        view.show(SomeBooks.snapshot(2, true));
        view.show(SomeBooks.snapshot(3, true));
        view.show(SomeBooks.snapshot(30, true));

        assertThat(written.toString().lines()).hasSize(4).endsWith("  2 s  " + STATE);
    }
}
