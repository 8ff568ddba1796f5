package io.wattledger.estimator.trend;

import io.wattledger.estimator.trend.chart.Chart;

/**
 * A chart with what it says.
 *
 * @param chart the chart
 * @param sentence what to see in it
 */
public record Figure(Chart chart, String sentence) {}
