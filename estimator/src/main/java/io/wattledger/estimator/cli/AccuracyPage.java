package io.wattledger.estimator.cli;

import java.util.List;

/** The page about what the calibrations are worth, made of nothing but the measurements. */
final class AccuracyPage {

    private static final String BEGIN = """
            # How near the estimates come

            `wattledger calibrate --report` makes this page from measurements of others, which are not part of this project, found through
            `WATTLEDGER_REFERENCE_DATA`. What counts is the error on models that a fit has not seen, so each figure is of rows that were left
            out. An error is |predicted ÷ measured − 1|.

            """;

    private AccuracyPage() {}

    /** @throws java.util.NoSuchElementException if the rows of one gave no range */
    static String markdown(List<CalibrationResult> results) {
        AccuracyText page = new AccuracyText();
        page.text(BEGIN);
        for (CalibrationResult result : results) {
            result.writeTo(page);
            result.chart().ifPresent(page::picture);
        }
        return page.toString();
    }
}
