/** Benchmarks of what is inside the rooms, in the package of what they measure. */
@NullMarked
package io.wattledger.topology;

import org.jspecify.annotations.NullMarked;
