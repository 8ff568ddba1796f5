/**
 * What one inference costs: quantities and their ranges, cost rows, and the siting of energy into litres and
 * grams. The packages below build on it, in this order: {@code network} counts operations, {@code catalogue}
 * holds models, GPUs and sites with their sources, {@code method} turns operations into joules.
 */
@NullMarked
package io.wattledger.estimator;

import org.jspecify.annotations.NullMarked;
