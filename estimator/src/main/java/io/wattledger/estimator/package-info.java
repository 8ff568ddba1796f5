/**
 * What one inference costs: quantities and their ranges, the bundled catalogue with its sources, the
 * formulas its numbers were computed by, and the siting of energy into litres and grams.
 */
@NullMarked
package io.wattledger.estimator;

import org.jspecify.annotations.NullMarked;
