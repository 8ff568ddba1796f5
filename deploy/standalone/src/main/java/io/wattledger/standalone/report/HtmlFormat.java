package io.wattledger.standalone.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One HTML file for people, which needs neither a network nor a script. */
final class HtmlFormat implements Format {

    /** What the question must be broken down by. */
    static final List<Field> BY = List.of(Field.TEAM, Field.MODEL, Field.GPU, Field.REGION);

    /** From this long on a bar is a month; more bars than that nobody reads. */
    private static final Duration MONTHS_FROM = Duration.ofDays(100);

    /** Nothing is fetched and nothing runs, whatever a name in the books says. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private final CostTable costs;

    /** @param costs in which savings are looked for; those at the end of the period */
    HtmlFormat(CostTable costs) {
        this.costs = costs;
    }

    /** The question that this format shows the answer of. */
    static Question question(Span span, Map<Field, Set<String>> filters, Optional<Span> previous) {
        return new Question(span, granularity(span), BY, filters, true, previous);
    }

    /** What a bar of the trend is. */
    static Span.Granularity granularity(Span span) {
        boolean isLong = Duration.between(span.from(), span.to()).compareTo(MONTHS_FROM) > 0;
        return isLong ? Span.Granularity.MONTH : Span.Granularity.DAY;
    }

    /** @throws IllegalArgumentException if the question is not broken down by what this shows */
    @Override
    public void write(Report report, OutputStream out) throws IOException {
        if (!report.question().by().containsAll(BY)) {
            throw new IllegalArgumentException("HTML needs a report by team, model, gpu and region");
        }
        out.write(page(report).getBytes(StandardCharsets.UTF_8));
    }

    private String page(Report report) {
        HtmlHeader header = new HtmlHeader(report);
        Html html = new Html();
        html.markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.markup("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.markup("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.element("title", "Wattledger: " + header.title());
        html.markup("<style>\n" + style() + "</style>\n</head>\n<body>\n");
        header.write(html);
        html.markup("<main>\n");
        if (report.empty()) {
            html.section("nothing", "Nothing was booked")
                    .element("p", "The books hold no usage of this period that matches the filters.")
                    .close("section");
        } else {
            sections(html, report);
        }
        new HtmlNotes(report).write(html);
        html.markup("</main>\n<footer>\n");
        new HtmlState(report).write(html);
        return html.markup("</footer>\n</body>\n</html>\n").toString();
    }

    private void sections(Html html, Report report) {
        Breakdown groups = new Breakdown(report);
        List<Group> jobs = groups.by(Field.MODEL, Field.GPU);
        Savings savings = new Savings(costs, report.prices());
        List<Saving> moves = savings.sameModel(jobs);
        new HtmlSummary(report, groups, moves).write(html);
        new HtmlTotals(report, groups).write(html);
        new HtmlTrend(report, groups).write(html);
        new HtmlSavings(report, moves, savings.sameTask(jobs), Peer.of(jobs, costs)).write(html);
        new HtmlChanges(report, jobs).write(html);
        new HtmlGroups(report, groups).write(html);
        new HtmlEfficiency(jobs).write(html);
        new HtmlGaps(report, groups).write(html);
        new HtmlComparisons(report).write(html);
    }

    private static String style() {
        try (InputStream in = Objects.requireNonNull(HtmlFormat.class.getResourceAsStream("report.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css of this program cannot be read", e);
        }
    }
}
