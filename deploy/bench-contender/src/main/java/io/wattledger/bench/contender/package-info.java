/**
 * What contenders of the throughput benchmark have in common, so that they differ in their engine alone: command line, tables,
 * price of an event, sums, and the records that they publish.
 */
@NullMarked
package io.wattledger.bench.contender;

import org.jspecify.annotations.NullMarked;
