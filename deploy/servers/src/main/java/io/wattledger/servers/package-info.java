/** A real Kafka broker and a real schema registry on this machine, for the standalone process and for tests. */
@NullMarked
package io.wattledger.servers;

import org.jspecify.annotations.NullMarked;
