/**
 * Events of gateways that have no Kafka client: CloudEvents in, the rules of the books asked, records of Kafka out. The only
 * package that knows CloudEvents; of the topology it knows how an event becomes one of the ledger and where its copies meet.
 */
@NullMarked
package io.wattledger.ingest;

import org.jspecify.annotations.NullMarked;
