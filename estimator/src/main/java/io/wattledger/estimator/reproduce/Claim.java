package io.wattledger.estimator.reproduce;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A figure in the making: printed and computed, before it is said what to expect.
 *
 * @param place where it is printed
 * @param row of the table
 * @param quantity what it is
 * @param unit of both values
 * @param published as printed
 * @param computed here
 * @param method how
 * @param tolerance rounding, unless another is stated
 */
record Claim(
        Place place,
        String row,
        String quantity,
        String unit,
        Published published,
        double computed,
        String method,
        Tolerance tolerance) {

    /** A table, equation, figure or section of a document. */
    record Place(Document document, String table) {

        Claim figure(String row, String quantity, String unit, String text, double computed, String method) {
            Published published = new Published(text);
            return new Claim(this, row, quantity, unit, published, computed, method, Tolerance.rounding(published));
        }

        /** A property that the document states in words, or for which data are missing. */
        Figure unchecked(String row, String quantity, OptionalDouble computed, String method, String reason) {
            return new Figure(
                    document,
                    table,
                    row,
                    quantity,
                    "",
                    Optional.empty(),
                    computed,
                    method,
                    new Tolerance(0, ""),
                    Verdict.NOT_CHECKED,
                    reason);
        }
    }

    Claim within(Function<Published, Tolerance> wider) {
        return new Claim(place, row, quantity, unit, published, computed, method, wider.apply(published));
    }

    Claim withinOneUnit(String why) {
        return within(printed -> Tolerance.oneUnit(printed, why));
    }

    Claim withinInputs(double slack, String which) {
        return within(printed -> Tolerance.inputs(printed, slack, which));
    }

    Figure holds() {
        return figure(Verdict.REPRODUCED, "");
    }

    Figure fails(String reason) {
        return figure(Verdict.NOT_REPRODUCED, reason);
    }

    private Figure figure(Verdict expected, String reason) {
        return new Figure(
                place.document(),
                place.table(),
                row,
                quantity,
                unit,
                Optional.of(published),
                OptionalDouble.of(computed),
                method,
                tolerance,
                expected,
                reason);
    }
}
