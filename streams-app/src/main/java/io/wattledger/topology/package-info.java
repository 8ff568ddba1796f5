/**
 * The two rooms as a Kafka Streams topology: thin processors around {@link io.wattledger.ledger}. The only package that knows
 * Kafka Streams.
 */
@NullMarked
package io.wattledger.topology;

import org.jspecify.annotations.NullMarked;
