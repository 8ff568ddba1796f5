package io.wattledger.estimator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The originals that the bundled tables were computed from, where they lie on this machine. */
public final class ReferenceData {

    private static final String VARIABLE = "WATTLEDGER_REFERENCE_DATA";

    private final Path folder;

    private ReferenceData(Path folder) {
        this.folder = folder;
    }

    /** Skips the test where the originals are not there. */
    public static ReferenceData orSkip() {
        String folder = System.getenv(VARIABLE);
        assumeTrue(
                folder != null && Files.isDirectory(Path.of(folder)),
                "set " + VARIABLE + " to the folder of the original data to check the bundled tables against it");
        return new ReferenceData(Path.of(String.valueOf(folder)));
    }

    /** A file's lines by column; lines that begin with # are left out. */
    public List<Map<String, String>> read(String file, String... columnsOfFilesWithoutHeader) throws IOException {
        String text = Files.readAllLines(folder.resolve(file)).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
        List<CsvParser.Fields> records = CsvParser.parse(new StringReader(text), file);
        boolean header = columnsOfFilesWithoutHeader.length == 0;
        List<String> columns = header ? records.get(0).values() : List.of(columnsOfFilesWithoutHeader);
        List<Map<String, String>> lines = new ArrayList<>();
        for (CsvParser.Fields fields : records.subList(header ? 1 : 0, records.size())) {
            assertThat(fields.values()).as("%s, line %d", file, fields.line()).hasSameSizeAs(columns);
            Map<String, String> line = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                line.put(columns.get(i), fields.values().get(i));
            }
            lines.add(line);
        }
        return lines;
    }

    /** A column as a number. */
    public static double number(Map<String, String> line, String column) {
        return Double.parseDouble(text(line, column));
    }

    /** A column; the test fails if there is none. */
    public static String text(Map<String, String> line, String column) {
        String text = line.get(column);
        if (text == null) {
            throw new AssertionError("no column " + column + " among " + line.keySet());
        }
        return text;
    }

    /** Four significant digits: more than any of these measurements has. */
    static String rounded(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(4)).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    static String csvLine(List<String> fields) {
        return fields.stream()
                        .map(field -> field.matches("[^,\"\n\r]*") ? field : '"' + field.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(","))
                + "\n";
    }

    /** Compares with the table in the sources; with -Dwattledger.golden.rewrite=true writes it instead. */
    static void assertTable(String resource, String expected) throws IOException {
        Path path = Path.of("src/main/resources/io/wattledger/estimator/catalogue", resource);
        if (Boolean.getBoolean("wattledger.golden.rewrite")) {
            Files.writeString(path, expected);
        }
        assertThat(path)
                .as("%s, recomputed; rewrite it with -Dwattledger.golden.rewrite=true if the change is meant", resource)
                .hasContent(expected);
    }
}
