/**
 * Where events come from and how they are sent: traces, generated or read from files, and the replayer that
 * sends one to Kafka at a chosen pace. Knows nothing of brokers, registries or terminals.
 */
@NullMarked
package io.wattledger.standalone.workload;

import org.jspecify.annotations.NullMarked;
