package io.wattledger.standalone.report;

import io.wattledger.estimator.trend.chart.Xml;

/** Writes HTML. All text and all values of attributes are escaped; names of elements and attributes are the caller's own. */
final class Html {

    private final StringBuilder out = new StringBuilder();

    /** @param attributes name, value, name, value, … */
    Html open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(Xml.escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
        return this;
    }

    Html close(String element) {
        out.append("</").append(element).append(">\n");
        return this;
    }

    Html text(String text) {
        out.append(Xml.escape(text));
        return this;
    }

    /** An element that holds text alone, within a line. */
    Html span(String element, String text, String... attributes) {
        open(element, attributes).text(text);
        out.append("</").append(element).append('>');
        return this;
    }

    /** An element that holds text alone. */
    Html element(String element, String text, String... attributes) {
        span(element, text, attributes);
        out.append('\n');
        return this;
    }

    /** Markup that this program made. */
    Html markup(String markup) {
        out.append(markup);
        return this;
    }

    /** A part of the page with its heading. */
    Html section(String id, String heading) {
        return open("section", "aria-labelledby", id).markup("\n").element("h2", heading, "id", id);
    }

    Html note(String text) {
        return element("p", text, "class", "note");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
