package io.wattledger.estimator.trend;

import io.wattledger.estimator.method.ExponentialTrend;
import io.wattledger.estimator.trend.chart.Axis;
import io.wattledger.estimator.trend.chart.Chart.Line;
import io.wattledger.estimator.trend.chart.Chart.Mark;
import io.wattledger.estimator.trend.chart.Chart.Stroke;
import io.wattledger.estimator.trend.chart.Colour;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Trends as lines of a chart. */
final class TrendLines {

    private TrendLines() {}

    /** The trend from the first to the last date of its series; no points without a trend. */
    static Line of(Growth growth, Colour colour, Stroke stroke) {
        List<Mark> ends = growth.trend()
                .map(trend -> Stream.of(growth.from(), growth.to())
                        .flatMap(date -> date.stream())
                        .map(date -> end(trend, date))
                        .toList())
                .orElse(List.of());
        return new Line(Wording.withFactor(growth), colour, stroke, ends);
    }

    private static Mark end(ExponentialTrend trend, LocalDate date) {
        return new Mark("trend", Axis.day(date), trend.at(date), false);
    }
}
