package io.wattledger.estimator.trend.chart;

/** How a point is drawn; shapes differ so that colour is not the only difference. */
public enum Symbol {
    CIRCLE,
    RING,
    SQUARE,
    DIAMOND,
    TRIANGLE;

    /** Half the extent of every symbol, pixels. */
    static final double RADIUS = 4.5;

    private static final String EDGE = "class=\"edge\"";

    /** The element, with a tooltip. */
    String svg(double x, double y, Colour colour, String tooltip) {
        String fill = "fill=\"%s\" %s".formatted(colour.hex(), EDGE);
        String end = tooltip.isEmpty() ? "/>" : "><title>%s</title></%s>".formatted(Xml.escape(tooltip), element());
        return "<" + element() + " "
                + switch (this) {
                    case CIRCLE -> circle(x, y) + fill;
                    case RING ->
                        circle(x, y) + "stroke=\"%s\" stroke-width=\"1.8\" class=\"hollow\"".formatted(colour.hex());
                    case SQUARE -> path(x, y, fill, -0.85, -0.85, 0.85, -0.85, 0.85, 0.85, -0.85, 0.85);
                    case DIAMOND -> path(x, y, fill, 0, -1.2, 1.2, 0, 0, 1.2, -1.2, 0);
                    case TRIANGLE -> path(x, y, fill, 0, -1.15, 1.1, 0.85, -1.1, 0.85);
                }
                + end;
    }

    private String element() {
        return this == CIRCLE || this == RING ? "circle" : "path";
    }

    private String circle(double x, double y) {
        double radius = this == RING ? RADIUS - 0.7 : RADIUS;
        return "cx=\"%s\" cy=\"%s\" r=\"%s\" ".formatted(Xml.number(x), Xml.number(y), Xml.number(radius));
    }

    private static String path(double x, double y, String fill, double... corners) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < corners.length; i += 2) {
            path.append(i == 0 ? 'M' : 'L')
                    .append(Xml.number(x + corners[i] * RADIUS))
                    .append(' ')
                    .append(Xml.number(y + corners[i + 1] * RADIUS));
        }
        return "d=\"%sZ\" %s".formatted(path, fill);
    }
}
