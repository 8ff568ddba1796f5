package io.wattledger.estimator.reproduce;

import java.util.Locale;

/** What came of checking a figure. */
public enum Verdict {
    /** The computed value is the printed one, within the tolerance that the figure states. */
    REPRODUCED,
    /** It is not. */
    NOT_REPRODUCED,
    /** Nothing to compare: the document prints no number, or data are missing. */
    NOT_CHECKED;

    /** In words: "not reproduced". */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
