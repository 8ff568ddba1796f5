package io.wattledger.bench.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.standalone.torture.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A run as files: performance.json, and performance.md and performance.svg for the documentation. */
public final class ReportFolder {

    private ReportFolder() {}

    /** Writes all three; the folder is made. */
    public static void write(Path folder, Outcome outcome, ObjectNode json, Machine machine) throws IOException {
        Files.createDirectories(folder);
        ReportFile.write(folder.resolve("performance.json"), json);
        Files.writeString(folder.resolve("performance.md"), String.join("\n", Markdown.lines(outcome, machine)) + "\n");
        Files.writeString(folder.resolve("performance.svg"), Chart.svg(outcome.contenders(), machine));
    }
}
