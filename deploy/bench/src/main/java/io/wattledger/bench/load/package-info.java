/** What all contenders read: events with a seed, and the tables that price them. */
@NullMarked
package io.wattledger.bench.load;

import org.jspecify.annotations.NullMarked;
