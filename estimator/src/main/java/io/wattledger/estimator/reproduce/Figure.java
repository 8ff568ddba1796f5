package io.wattledger.estimator.reproduce;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure of a document, checked.
 *
 * @param document that prints it
 * @param table table, equation, figure or section
 * @param row of the table
 * @param quantity what it is
 * @param unit of both values; empty for pure numbers
 * @param published as printed; empty where the document only uses words
 * @param computed here; empty where data are missing
 * @param method how it was computed
 * @param tolerance how far apart both may be
 * @param expected what was found when the figure was entered here
 * @param reason why it is not reproduced or not checked; else empty
 */
public record Figure(
        Document document,
        String table,
        String row,
        String quantity,
        String unit,
        Optional<Published> published,
        OptionalDouble computed,
        String method,
        Tolerance tolerance,
        Verdict expected,
        String reason) {

    /** Figures without a printed number are shown with the fewest digits. */
    private static final Published NO_DIGITS = new Published("0");

    public Figure {
        if ((expected == Verdict.REPRODUCED) != reason.isEmpty()) {
            throw new IllegalArgumentException("%s, %s, %s: a figure has a reason if and only if it is not reproduced"
                    .formatted(document, table, row));
        }
    }

    /** What comes of it now. */
    public Verdict verdict() {
        if (published.isEmpty() || computed.isEmpty()) {
            return Verdict.NOT_CHECKED;
        }
        boolean holds = tolerance.holds(published.get().value(), computed.getAsDouble());
        return holds ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED;
    }

    /** Whether the computed value has the printed digits, without any wider tolerance. */
    public boolean roundsToPrinted() {
        return published.isPresent()
                && computed.isPresent()
                && Tolerance.rounding(published.get()).holds(published.get().value(), computed.getAsDouble());
    }

    /** Whether the verdict is the expected one: else a formula changed, or the reason is stale. */
    public boolean asExpected() {
        return verdict() == expected;
    }

    /** Computed less published. */
    public OptionalDouble difference() {
        return published.isPresent() && computed.isPresent()
                ? OptionalDouble.of(computed.getAsDouble() - published.get().value())
                : OptionalDouble.empty();
    }

    /** The difference as a share of the published value. */
    public OptionalDouble relativeDifference() {
        OptionalDouble difference = difference();
        return difference.isPresent()
                        && published.isPresent()
                        && published.get().value() != 0
                ? OptionalDouble.of(
                        difference.getAsDouble() / Math.abs(published.get().value()))
                : OptionalDouble.empty();
    }

    /** The computed value with two digits more than the printed one; "–" for none. */
    public String computedText() {
        return computed.isPresent() ? published.orElse(NO_DIGITS).alike(computed.getAsDouble()) : "–";
    }

    /** The printed value; "–" for none. */
    public String publishedText() {
        return published.map(Published::text).orElse("–");
    }
}
