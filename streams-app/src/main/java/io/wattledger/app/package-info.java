/** Wires the parts into a running instance. */
@NullMarked
package io.wattledger.app;

import org.jspecify.annotations.NullMarked;
