/**
 * The rules of the books as pure functions over records: reading time lines, pricing, siting, adding up. Knows neither Kafka
 * nor a registry nor a clock, so every rule is tested without them.
 */
@NullMarked
package io.wattledger.ledger;

import org.jspecify.annotations.NullMarked;
