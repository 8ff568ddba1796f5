package io.wattledger.standalone.workload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Opens trace files. The first line tells the format: {@code TIMESTAMP,ContextTokens,GeneratedTokens} is the Azure
 * LLM inference trace, an opening brace JSON lines, anything else the project's own CSV. Gzip is unpacked.
 */
public final class TraceFiles {

    private TraceFiles() {}

    /** A complete header of the project's own CSV, for help texts. */
    public static String csvHeader() {
        return EventField.header();
    }

    /** The columns, and JSON keys, that no line may lack. */
    public static List<String> requiredFields() {
        return Arrays.stream(EventField.values())
                .filter(EventField::required)
                .map(EventField::text)
                .toList();
    }

    /**
     * One trace of the files, merged by time.
     *
     * @param report told of every line that is skipped, while it is replayed
     * @throws TraceFormatException if one of them cannot be read, is empty or has a header that is not understood, or
     *     if the mapping names a file that is not an Azure one among them
     */
    public static Trace open(List<Path> files, TraceMapping mapping, OnError onError, Consumer<BadLine> report) {
        Set<String> unused = new LinkedHashSet<>(mapping.stems());
        List<Trace> traces = new ArrayList<>();
        for (Path file : files) {
            LineFormat format = format(file, mapping);
            if (format instanceof AzureCsv) {
                unused.remove(stemOf(file));
            }
            traces.add(new FileTrace(file, format, onError, report));
        }
        if (!unused.isEmpty()) {
            throw new TraceFormatException("the mapping names " + String.join(", ", unused)
                    + ", but no Azure trace of that name is replayed; the name is the file's without its ending");
        }
        return Trace.merge(traces);
    }

    private static LineFormat format(Path file, TraceMapping mapping) {
        String name = TraceText.nameOf(file);
        Optional<String> first;
        try (TraceText text = TraceText.open(file)) {
            first = text.next();
        }
        String line = first.map(String::strip)
                .orElseThrow(() -> new TraceFormatException(file + " is empty; there is nothing to replay"));
        if (line.startsWith("{")) {
            return new JsonLines();
        }
        if (line.startsWith("[")) {
            throw new TraceFormatException(name + " is a JSON array; write one object a line instead");
        }
        String[] header = header(name, line);
        if (String.join(",", header).equals(AzureCsv.HEADER)) {
            return new AzureCsv(mapping.serving(stemOf(file)));
        }
        if (Arrays.stream(header).noneMatch(column -> EventField.named(column).isPresent())) {
            throw new TraceFormatException(name + ": its first line, " + Values.quoted(line)
                    + ", is no header of a known format; known are " + AzureCsv.HEADER
                    + " (Azure LLM inference trace), JSON lines, and CSV with columns of " + EventField.header());
        }
        return OwnCsv.ofHeader(header, name);
    }

    private static String[] header(String name, String line) {
        try {
            return CsvLine.split(line);
        } catch (BadLineException e) {
            throw new TraceFormatException(name + ": header: " + e.getMessage(), e);
        }
    }

    /** The file's name without {@code .gz} and its ending. */
    static String stemOf(Path file) {
        String name = TraceText.nameOf(file);
        if (name.endsWith(".gz")) {
            name = name.substring(0, name.length() - ".gz".length());
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
