/** What one inference costs: quantities, the catalogue and its sources. */
@NullMarked
package io.wattledger.estimator;

import org.jspecify.annotations.NullMarked;
