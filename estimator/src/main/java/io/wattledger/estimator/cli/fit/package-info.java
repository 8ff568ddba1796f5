/** Least squares for the laws of package method: curves, bounds, confidence intervals. Hipparchus does the arithmetic. */
@NullMarked
package io.wattledger.estimator.cli.fit;

import org.jspecify.annotations.NullMarked;
