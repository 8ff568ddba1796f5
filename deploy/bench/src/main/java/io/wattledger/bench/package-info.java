/** The benchmark: sets the stage, runs each contender on the same events, and measures from outside. */
@NullMarked
package io.wattledger.bench;

import org.jspecify.annotations.NullMarked;
