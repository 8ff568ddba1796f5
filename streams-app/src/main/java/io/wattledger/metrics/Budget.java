package io.wattledger.metrics;

import io.wattledger.ledger.Quantity;
import java.util.OptionalDouble;

/** What a team may use in a calendar month; empty where it has no such budget. */
public record Budget(OptionalDouble joules, OptionalDouble litres, OptionalDouble grams) {

    /** The budget of one quantity: joules, litres or grams. */
    public OptionalDouble of(Quantity quantity) {
        return switch (quantity) {
            case ENERGY -> joules;
            case WATER -> litres;
            case CARBON -> grams;
        };
    }
}
