/** From operations to joules: the published methods behind one interface, each result with its terms and sources. */
@NullMarked
package io.wattledger.estimator.method;

import org.jspecify.annotations.NullMarked;
