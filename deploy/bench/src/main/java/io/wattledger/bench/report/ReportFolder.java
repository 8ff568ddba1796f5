package io.wattledger.bench.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run as files for the documentation: performance.json, performance.svg, and the figures in performance.md. A page of that name that
 * is there already keeps what people wrote, and gets the figures between its two marks.
 */
public final class ReportFolder {

    private static final String BEGIN = "<!-- figures: begin -->\n";
    private static final String END = "<!-- figures: end -->\n";

    private final Path folder;

    private ReportFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder.
     *
     * @throws IOException if that cannot be done, or the page there has no place for figures; says what to do
     */
    public static ReportFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        ReportFolder report = new ReportFolder(folder);
        String page = report.read();
        if (page.indexOf(END) < page.indexOf(BEGIN) + BEGIN.length() || !page.contains(BEGIN)) {
            throw new IOException("%s has no place for figures; add these two lines to it:%n%s%s"
                    .formatted(report.page(), BEGIN, END));
        }
        return report;
    }

    /** Writes all three. */
    public void write(Outcome outcome, ObjectNode json, Machine machine) throws IOException {
        Json.write(json, folder.resolve("performance.json"));
        Files.writeString(folder.resolve("performance.svg"), Chart.svg(outcome.contenders(), machine));
        String page = read();
        Files.writeString(
                page(),
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                        + String.join("\n", Markdown.lines(outcome, machine)) + "\n"
                        + page.substring(page.indexOf(END)));
    }

    private Path page() {
        return folder.resolve("performance.md");
    }

    private String read() throws IOException {
        return Files.exists(page()) ? Files.readString(page()) : BEGIN + END;
    }
}
