/** The totals by Hazelcast Jet, as a DAG of its Core API. */
@NullMarked
package io.wattledger.bench.jet;

import org.jspecify.annotations.NullMarked;
