package io.wattledger.estimator.trend.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.estimator.trend.chart.Chart.Level;
import io.wattledger.estimator.trend.chart.Chart.Line;
import io.wattledger.estimator.trend.chart.Chart.Mark;
import io.wattledger.estimator.trend.chart.Chart.Marks;
import io.wattledger.estimator.trend.chart.Chart.Stroke;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class SvgChartTest {

    private static final String HOSTILE = "<script>&\"'\u0000]]>";

    @Test
    void shouldEscapeEveryText() throws Exception {
        String svg = SvgChart.of(new Chart(
                "name",
                HOSTILE,
                HOSTILE,
                HOSTILE,
                Axis.linear(HOSTILE, "x"),
                Axis.logarithmic(HOSTILE, "y"),
                List.of(new Marks(HOSTILE, Colour.BLUE, Symbol.RING, List.of(new Mark(HOSTILE, 1, 1, true)))),
                List.of(new Line(HOSTILE, Colour.GREEN, Stroke.STEPS, List.of(new Mark(HOSTILE, 2, 5, false)))),
                List.of(new Level(HOSTILE, 3))));

        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(svg).doesNotContain("<script");
    }

    @Test
    void shouldDrawEveryPointInsideThePlotAndGridLinesOfEachDecade() {
        String svg = SvgChart.of(chart(List.of(new Mark("low", 1, 0.02, true), new Mark("high", 9, 3000, true))));

        assertThat(svg).contains(">0.1<", ">1<", ">10<", ">100<", ">1,000<").doesNotContain(">10,000<");
        assertThat(svg.split("<circle", -1)).hasSize(4); // two points and the legend's key
        assertThat(svg).contains(">low<", ">high<");
    }

    @Test
    void shouldRefuseWhatALogarithmicAxisCannotShow() {
        assertThatThrownBy(() -> chart(List.of(new Mark("nothing", 1, 0, true))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing")
                .hasMessageContaining("joules");
    }

    private static Chart chart(List<Mark> marks) {
        return new Chart(
                "name",
                "title",
                "description",
                "source",
                Axis.linear("x", "x"),
                Axis.logarithmic("joules", "joules"),
                List.of(new Marks("series", Colour.BLUE, Symbol.CIRCLE, marks)),
                List.of(),
                List.of());
    }
}
