/** Networks as data: layers, shapes inferred and checked, and what a pass through them costs in operations and memory. */
@NullMarked
package io.wattledger.estimator.network;

import org.jspecify.annotations.NullMarked;
