package io.wattledger.estimator.trend.chart;

/** Widths of text in a sans-serif font, on the wide side: fonts differ, and labels must not touch. */
final class TextWidth {

    private static final String NARROW = "iIjlft.,:;'|!()[] -/·";
    private static final String WIDE = "mwMW@%—×";
    private static final double NARROW_EM = 0.36;
    private static final double WIDE_EM = 0.92;
    private static final double CAPITAL_EM = 0.68;
    private static final double OTHER_EM = 0.6;

    private TextWidth() {}

    /** Width in pixels at a font size. */
    static double of(String text, double fontSize) {
        return fontSize * text.codePoints().mapToDouble(TextWidth::em).sum();
    }

    private static double em(int point) {
        if (NARROW.indexOf(point) >= 0) {
            return NARROW_EM;
        }
        if (WIDE.indexOf(point) >= 0) {
            return WIDE_EM;
        }
        return Character.isUpperCase(point) ? CAPITAL_EM : OTHER_EM;
    }
}
