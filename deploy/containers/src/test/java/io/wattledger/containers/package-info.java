/** The image and the Compose file, on a real Docker engine. */
@NullMarked
package io.wattledger.containers;

import org.jspecify.annotations.NullMarked;
