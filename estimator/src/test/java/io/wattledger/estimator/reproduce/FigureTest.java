package io.wattledger.estimator.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.estimator.reproduce.Claim.Place;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FigureTest {

    private static final Place TABLE = new Place(Document.D, "table 0");

    @Test
    void shouldCompareWithWhatIsPrinted() {
        Figure figure = claim(0.0206).holds();

        assertThat(figure.verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(figure.asExpected()).isTrue();
        assertThat(figure.difference().orElseThrow()).isEqualTo(0.0206 - 0.02);
        assertThat(figure.relativeDifference().orElseThrow()).isEqualTo((0.0206 - 0.02) / 0.02);
        assertThat(figure.computedText()).isEqualTo("0.02060");
    }

    @Test
    void shouldReportAFigureThatHoldsNoMore() {
        Reproduction broken =
                new Reproduction(List.of(claim(0.026).holds(), claim(0.02).holds()));

        assertThat(broken.ok()).isFalse();
        assertThat(broken.unexpected()).containsExactly(broken.figures().get(0));
        assertThat(broken.counts()).isEqualTo("1 of 2 figures reproduced; 1 not reproduced, 0 not checked");
    }

    @Test
    void shouldReportAStaleReason() {
        Reproduction stale = new Reproduction(List.of(claim(0.02).fails("it was wrong")));

        assertThat(stale.ok()).isFalse();
        assertThat(stale.count(Verdict.REPRODUCED)).isEqualTo(1);
    }

    @Test
    void shouldNotJudgeWhatIsNotPrinted() {
        Figure figure = TABLE.unchecked("row", "fit", OptionalDouble.of(0.9757), "how", "no number is printed");

        assertThat(figure.verdict()).isEqualTo(Verdict.NOT_CHECKED);
        assertThat(figure.asExpected()).isTrue();
        assertThat(figure.difference()).isEmpty();
        assertThat(figure.publishedText()).isEqualTo("–");
        assertThat(figure.computedText()).isEqualTo("0.9757");
    }

    @Test
    void shouldNeedAReasonWhereItFails() {
        Claim claim = claim(1);

        assertThatThrownBy(() -> claim.fails(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("table 0, row");
    }

    private static Claim claim(double computed) {
        return TABLE.figure("row", "quantity", "J", "0.02", computed, "how");
    }
}
