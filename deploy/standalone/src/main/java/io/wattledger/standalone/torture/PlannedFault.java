package io.wattledger.standalone.torture;

import java.time.Duration;

/**
 * One fault of a plan.
 *
 * @param at when it begins, after the load does
 * @param instance the instance that it strikes, or that is killed meanwhile
 * @param lasts from its beginning to its end, where it has one
 * @param kills how many instances it kills with kill -9
 */
record PlannedFault(Duration at, FaultKind kind, int instance, Duration lasts, int kills) {}
