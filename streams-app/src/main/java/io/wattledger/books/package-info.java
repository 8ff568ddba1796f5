/**
 * The books as committed: what the metrics, the page and the command line read. Knows the topics, and of the topology only how
 * its records map to those of the ledger.
 */
@NullMarked
package io.wattledger.books;

import org.jspecify.annotations.NullMarked;
