/** A trial of a contender: a real broker and registry, a made-up input, the contender as a process, and the totals it should publish. */
@NullMarked
package io.wattledger.bench.trial;

import org.jspecify.annotations.NullMarked;
