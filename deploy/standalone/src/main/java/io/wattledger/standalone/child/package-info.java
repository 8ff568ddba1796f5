/** Processes of a run that ends when its parent does: JVMs, a broker, ports for them, and what they wrote. */
@NullMarked
package io.wattledger.standalone.child;

import org.jspecify.annotations.NullMarked;
