package io.wattledger.bench.flink;

import io.wattledger.bench.contender.Sums;
import io.wattledger.bench.contender.WindowKey;

/** Sums of a window: those of one thread on their way to the total, or the total. */
record WindowSums(WindowKey key, Sums sums) {}
