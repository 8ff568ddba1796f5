/** One process: broker, registry, application, replay; and the command line of the project. */
@NullMarked
package io.wattledger.standalone;

import org.jspecify.annotations.NullMarked;
