/** Kafka and the registry of a configuration, for commands that read topics to their end. */
@NullMarked
package io.wattledger.standalone.kafka;

import org.jspecify.annotations.NullMarked;
