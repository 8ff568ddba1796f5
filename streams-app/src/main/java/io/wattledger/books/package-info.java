/** The books as committed: what the metrics, the page and the command line read. Knows the topics, not the topology. */
@NullMarked
package io.wattledger.books;

import org.jspecify.annotations.NullMarked;
