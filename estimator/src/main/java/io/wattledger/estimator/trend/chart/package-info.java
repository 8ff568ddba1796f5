/** Charts as data, and the same charts as SVG and CSV. Pure: no files, no clock, the same bytes for the same chart. */
@NullMarked
package io.wattledger.estimator.trend.chart;

import org.jspecify.annotations.NullMarked;
