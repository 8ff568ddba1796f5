package io.wattledger.estimator.cli;

import io.wattledger.estimator.cli.fit.LeftOut;
import io.wattledger.estimator.cli.fit.LeftOut.Group;
import io.wattledger.estimator.cli.fit.ServingFit;
import io.wattledger.estimator.cli.fit.ServingFit.Fitted;
import io.wattledger.estimator.cli.fit.ServingRow;
import io.wattledger.estimator.cli.fit.ServingValidation;
import io.wattledger.estimator.cli.fit.ServingValidation.Covered;
import io.wattledger.estimator.serving.ServingCalibration.Spread;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A fit, and how near it comes to what it has not seen.
 *
 * @param leftOut predictions by what was left out; without those that the rows do not allow
 * @param entry what a coefficients file holds; empty where there are too few families for a range
 * @param knownCoverage of the range where a family was left out; empty as well
 * @param derivedCoverage the same with derived shapes
 */
record Calibration(
        Measurements measurements,
        String stack,
        Fitted fitted,
        Map<Group, LeftOut> leftOut,
        Optional<ServingEntry> entry,
        List<Covered> knownCoverage,
        List<Covered> derivedCoverage) {

    /** One to predict, one to fit, and one to tell what a range is worth. */
    static final int LEAST_FAMILIES = 3;

    /**
     * Fits and cross-validates.
     *
     * @param progress hears what is being done
     */
    static Calibration of(Measurements measurements, String stack, LocalDate fittedOn, Consumer<String> progress) {
        List<ServingRow> rows = measurements.rows();
        progress.accept("fitting %d rows".formatted(rows.size()));
        Fitted fitted = ServingFit.fit(rows, stack);
        Map<Group, LeftOut> leftOut = new EnumMap<>(Group.class);
        for (Group group : Group.values()) {
            progress.accept("leaving out one %s after the other".formatted(group.label()));
            LeftOut.of(rows, stack, group).ifPresent(each -> leftOut.put(group, each));
        }
        LeftOut families = leftOut.get(Group.FAMILY);
        if (families == null || LeftOut.groups(rows, stack, Group.FAMILY) < LEAST_FAMILIES) {
            return new Calibration(measurements, stack, fitted, leftOut, Optional.empty(), List.of(), List.of());
        }
        progress.accept("checking the ranges");
        Spread known = ServingValidation.spread(families.known());
        Spread derived = ServingValidation.spread(families.derived());
        return new Calibration(
                measurements,
                stack,
                fitted,
                leftOut,
                Optional.of(ServingEntry.of(measurements, stack, fitted, known, derived, fittedOn)),
                ServingValidation.coverage(rows, stack, UnaryOperator.identity()),
                ServingValidation.coverage(rows, stack, ServingRow::derived));
    }

    /** What was left out, in order. */
    List<LeftOut> validations() {
        return new ArrayList<>(leftOut.values());
    }
}
