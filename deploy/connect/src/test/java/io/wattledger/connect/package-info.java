/** The books in PostgreSQL, through a real Kafka Connect worker. */
@NullMarked
package io.wattledger.connect;

import org.jspecify.annotations.NullMarked;
