package io.wattledger.standalone.report;

import io.wattledger.estimator.trend.chart.Xml;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Draws a stack per day or month as SVG. Colours are those of the page.
 *
 * @param name part of the ids
 * @param series from the bottom up
 */
record StackedBars(String name, String title, String description, List<Series> series, List<Bar> bars, Scale scale) {

    private static final double HEIGHT = 300;
    private static final double LEFT = 52;
    private static final double RIGHT = 8;
    private static final double TOP = 26;
    private static final double BOTTOM = 28;
    private static final double LABEL_WIDTH = 58;
    private static final double CAP = 9;
    private static final int MOST_TICKS = 5;

    /** @param colour class that fills */
    record Series(String name, String colour) {}

    /** What is known of a bar. */
    enum Known {
        ALL,
        /** Some usage has no energy. */
        LOWER_BOUND,
        /** There is usage, and none of it has energy. */
        NOTHING,
        /** There is no usage. */
        NO_USAGE,
        /** It has not begun yet. */
        TO_COME
    }

    /**
     * A bar.
     *
     * @param label on the axis
     * @param parts of each series
     */
    record Bar(String label, List<Optional<BigDecimal>> parts, Known known) {

        BigDecimal sum() {
            return parts.stream().flatMap(Optional::stream).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /** @param kind class of the picture, which tells for which width of the page it is */
    String svg(String kind, double width) {
        StringBuilder svg = new StringBuilder();
        String id = name + "-" + kind;
        svg.append(format(
                "<svg class=\"chart %s\" viewBox=\"0 0 %s %s\" role=\"img\" aria-labelledby=\"%s-t %s-d\">"
                        + "<title id=\"%s-t\">%s</title><desc id=\"%s-d\">%s</desc>\n",
                kind, number(width), number(HEIGHT), id, id, id, Xml.escape(title), id, Xml.escape(description)));
        svg.append(format(
                "<defs><pattern id=\"%s-h\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\""
                        + " patternTransform=\"rotate(45)\"><path class=\"hatch\" d=\"M0 0V5\"/></pattern></defs>\n",
                id));
        double step = step();
        double top = Math.max(step, Math.ceil(highest() / step) * step);
        grid(svg, width, step, top);
        double pitch = (width - LEFT - RIGHT) / bars.size();
        int every = (int) Math.ceil(LABEL_WIDTH / pitch);
        for (int i = 0; i < bars.size(); i++) {
            double left = LEFT + i * pitch;
            bar(svg, bars.get(i), left + pitch * 0.12, pitch * 0.76, top, id);
            if (i % every == 0) {
                svg.append(format(
                        "<text class=\"soft\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>\n",
                        number(Math.max(left + pitch / 2, LEFT + 14)),
                        number(HEIGHT - 8),
                        Xml.escape(bars.get(i).label())));
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private void grid(StringBuilder svg, double width, double step, double top) {
        svg.append(format("<text class=\"soft\" x=\"0\" y=\"12\">%s</text>\n", Xml.escape(scale.sign())));
        for (int i = 0; i * step <= top * 1.0001; i++) {
            double at = y(i * step, top);
            svg.append(format(
                    "<path class=\"%s\" d=\"M%s %sH%s\"/><text class=\"soft\" x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>\n",
                    i == 0 ? "axis" : "rule",
                    number(LEFT),
                    number(at),
                    number(width - RIGHT),
                    number(LEFT - 7),
                    number(at + 4),
                    tick(i * step)));
        }
    }

    private void bar(StringBuilder svg, Bar bar, double left, double width, double top, String id) {
        String whole = bar.known() == Known.NOTHING ? "energy unknown" : text(bar);
        svg.append(format("<g><title>%s</title>", Xml.escape(bar.label() + ": " + whole)));
        double height = 0;
        for (int i = 0; i < series.size(); i++) {
            double part =
                    bar.parts().get(i).map(scale::in).orElse(BigDecimal.ZERO).doubleValue();
            if (part > 0) {
                svg.append(rect(series.get(i).colour(), "", left, y(height + part, top), width, y(height, top)));
                height += part;
            }
        }
        double end = y(height, top);
        String hatch = " style=\"fill:url(#" + id + "-h)\"";
        if (bar.known() == Known.LOWER_BOUND) {
            svg.append(rect("more", hatch, left, end - CAP, width, end));
        } else if (bar.known() == Known.NOTHING) {
            svg.append(rect("more", hatch, left, TOP, width, y(0, top)));
        }
        svg.append("</g>\n");
    }

    private String text(Bar bar) {
        return switch (bar.known()) {
            case NO_USAGE -> "no usage";
            case TO_COME -> "not over yet";
            case LOWER_BOUND -> "at least " + scale.text(bar.sum());
            case ALL, NOTHING -> scale.text(bar.sum());
        };
    }

    private static String rect(String kind, String more, double left, double top, double width, double bottom) {
        return format(
                "<rect class=\"%s\"%s x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>",
                kind, more, number(left), number(top), number(width), number(bottom - top));
    }

    private double highest() {
        return bars.stream()
                .mapToDouble(bar -> scale.in(bar.sum()).doubleValue())
                .max()
                .orElse(0);
    }

    /** 1, 2 or 5 times a power of ten. */
    private double step() {
        double rough = highest() / MOST_TICKS;
        if (!(rough > 0)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= rough) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static double y(double value, double top) {
        return HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP);
    }

    private static String tick(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(6)).stripTrailingZeros();
        return rounded.scale() <= 0 ? format("%,d", rounded.toBigInteger()) : rounded.toPlainString();
    }

    private static String number(double value) {
        return format("%.1f", value);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
