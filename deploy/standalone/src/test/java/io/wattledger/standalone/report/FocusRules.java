package io.wattledger.standalone.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/** Holds a FOCUS file against the rules of the specification, which lie beside this class as data. */
public final class FocusRules {

    private static final CSVFormat DATA = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setCommentMarker('#')
            .get();

    /** Tells nothing between two commas, which is null, from an empty text in quotes. */
    private static final CSVFormat FILE = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setNullString("")
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .get();

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Map<String, Spec> COLUMNS =
            data("focus-1.3-columns.csv").stream().map(Spec::of).collect(Collectors.toMap(Spec::name, spec -> spec));

    private final List<FocusRule> rules = data("focus-1.3-rules.csv").stream()
            .map(row -> new FocusRule(row.get("when"), row.get("then")))
            .toList();
    private final List<String> problems = new ArrayList<>();

    private FocusRules() {}

    /** What a file breaks, one sentence each; nothing if it is as it must be. */
    public static List<String> problems(String csv) {
        FocusRules rules = new FocusRules();
        try (CSVParser parser = CSVParser.parse(csv, FILE)) {
            rules.header(parser.getHeaderNames());
            for (CSVRecord row : parser) {
                rules.row(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rules.problems;
    }

    /** The rows of a file; a null is not there. */
    public static List<Map<String, String>> rows(String csv) {
        try (CSVParser parser = CSVParser.parse(csv, FILE)) {
            return parser.getRecords().stream().map(FocusRules::values).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> values(CSVRecord row) {
        Map<String, String> values = new HashMap<>(row.toMap());
        values.values().removeIf(Objects::isNull);
        return values;
    }

    private static List<CSVRecord> data(String name) {
        try (InputStream in = Objects.requireNonNull(FocusRules.class.getResourceAsStream(name), name);
                CSVParser parser = CSVParser.parse(new InputStreamReader(in, StandardCharsets.UTF_8), DATA)) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What may be in a column. */
    private record Spec(String name, boolean here, boolean must, boolean nulls, String type, Set<String> values) {

        static Spec of(CSVRecord row) {
            String level = row.get("level");
            boolean here = row.get("here").equals("yes");
            return new Spec(
                    row.get("column"),
                    here,
                    here && !level.equals("Recommended"),
                    row.get("nulls").equals("yes"),
                    row.get("type"),
                    row.get("values").isEmpty()
                            ? Set.of()
                            : Set.of(row.get("values").split("\\|")));
        }

        boolean fits(String value) {
            boolean formed =
                    switch (type) {
                        case "Decimal" -> value.matches("-?\\d+(\\.\\d+)?");
                        case "Count" -> value.matches("-?\\d+");
                        case "Date/Time" -> value.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
                        case "Currency" -> value.matches("[A-Z]{3}");
                        case "JSON" -> flatObject(value);
                        default -> !value.isBlank() && "=+-@\t\r\n".indexOf(value.charAt(0)) < 0;
                    };
            return formed && (values.isEmpty() || values.contains(value));
        }

        private static boolean flatObject(String value) {
            try {
                JsonNode node = JSON.readTree(value);
                return node.isObject() && node.valueStream().allMatch(JsonNode::isValueNode);
            } catch (JsonProcessingException e) {
                return false;
            }
        }
    }

    private void header(List<String> names) {
        COLUMNS.values().stream()
                .filter(spec -> spec.must() && !names.contains(spec.name()))
                .forEach(spec -> problems.add(spec.name() + " is missing"));
        boolean own = false;
        for (String name : names) {
            Spec spec = COLUMNS.get(name);
            if (spec == null || !spec.here()) {
                problems.add(name + " should not be there");
            }
            if (!name.matches("(x_)?[A-Z][A-Za-z0-9]{0,49}")) {
                problems.add(name + " is no name of a column");
            }
            if (own && !name.startsWith("x_")) {
                problems.add(name + " stands behind columns that are not of FOCUS");
            }
            own |= name.startsWith("x_");
        }
    }

    private void row(CSVRecord row) {
        String where = "row " + row.getRecordNumber() + ": ";
        Map<String, String> values = values(row);
        COLUMNS.values().stream().filter(spec -> row.isMapped(spec.name())).forEach(spec -> cell(where, spec, values));
        for (FocusRule rule : rules) {
            if (!rule.holds(values)) {
                problems.add(where + rule + " does not hold");
            }
        }
    }

    private void cell(String where, Spec spec, Map<String, String> values) {
        String value = values.get(spec.name());
        if (value == null) {
            if (!spec.nulls()) {
                problems.add(where + spec.name() + " is null");
            }
        } else if (!spec.fits(value)) {
            problems.add(where + spec.name() + " cannot be " + value);
        } else if (value.matches("(?s).*[^\\s@]@[^\\s@]+\\.\\p{L}{2,}.*")) {
            problems.add(where + spec.name() + " shows an address: " + value);
        }
    }
}
