package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.cli.fit.ServingValidation.Prediction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Rows of a stack, each predicted by a fit to the rows of all other groups.
 *
 * @param group what was left out together
 * @param known predictions where the shape of the model is known
 * @param derived predictions where it follows from the count of parameters
 */
public record LeftOut(Group group, List<Prediction> known, List<Prediction> derived) {

    public LeftOut {
        known = List.copyOf(known);
        derived = List.copyOf(derived);
    }

    /** What is left out together. */
    public enum Group {
        /** Models of a family and about one size. */
        MODEL,
        /** Models of a series and an architecture. */
        FAMILY,
        /** Models of a series. */
        SERIES,
        /** Everything measured on one accelerator. */
        GPU;

        /** The group of a row. */
        public String of(ServingRow row) {
            return switch (this) {
                case MODEL -> row.size();
                case FAMILY -> row.family();
                case SERIES -> row.series();
                case GPU -> row.serving().gpu().name();
            };
        }

        /** The word for it. */
        public String label() {
            return this == GPU ? name() : name().toLowerCase(Locale.ROOT);
        }
    }

    /** Leaves out one group after the other; empty if the stack has only one. */
    public static Optional<LeftOut> of(List<ServingRow> rows, String stack, Group group) {
        return groups(rows, stack, group) < 2
                ? Optional.empty()
                : Optional.of(new LeftOut(
                        group,
                        ServingValidation.leaveOut(rows, stack, group::of, UnaryOperator.identity()),
                        ServingValidation.leaveOut(rows, stack, group::of, ServingRow::derived)));
    }

    /** How many groups the rows of a stack fall into. */
    public static long groups(List<ServingRow> rows, String stack, Group group) {
        return rows.stream()
                .filter(row -> row.stack().equals(stack))
                .map(group::of)
                .distinct()
                .count();
    }
}
