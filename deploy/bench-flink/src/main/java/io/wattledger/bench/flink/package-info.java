/** The totals by Apache Flink, in its DataStream API. */
@NullMarked
package io.wattledger.bench.flink;

import org.jspecify.annotations.NullMarked;
