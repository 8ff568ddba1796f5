package io.wattledger.metrics;

import java.util.OptionalDouble;

/** What a team may use in a calendar month; empty where it has no such budget. */
public record Budget(OptionalDouble joules, OptionalDouble litres, OptionalDouble grams) {}
