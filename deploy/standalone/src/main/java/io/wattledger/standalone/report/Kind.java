package io.wattledger.standalone.report;

import java.util.Locale;

/** What a row of a report is. */
enum Kind {
    /** Usage; unless corrections are rows of their own, with all corrections. */
    USAGE,
    /** What corrections made of the usage. */
    CORRECTION,
    /** The same, written after the month of the usage was over. */
    LATER_CORRECTION,
    /** What a meter says beyond the books. */
    UNATTRIBUTED;

    /** Its name in CSV and JSON. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
