/**
 * How operations, energy and the efficiency of GPUs grew over the years: the growth of each series, and the charts of it.
 * Pure: catalogue in, numbers and text out.
 */
@NullMarked
package io.wattledger.estimator.trend;

import org.jspecify.annotations.NullMarked;
