package io.wattledger.bench.jet;

import io.wattledger.bench.contender.Sums;
import io.wattledger.bench.contender.WindowKey;

/** Sums of a window: those of one processor on their way to the total. Only one member runs, so it is never serialized. */
record WindowSums(WindowKey key, Sums sums) {}
