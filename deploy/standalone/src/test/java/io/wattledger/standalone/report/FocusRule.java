package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A rule between the columns of a row, read from words. */
final class FocusRule {

    private static final Pattern TERM =
            Pattern.compile("(\\w+) (is not|is|equals|differs from|before|not after|determines) (.+)");

    private static final String NUMBER = "-?\\d+(\\.\\d+)?";

    private final String when;
    private final String then;
    private final Predicate<Map<String, String>> condition;
    private final Predicate<Map<String, String>> demand;

    /** Of a column that determines another: what with which. */
    private final Map<String, Optional<String>> seen = new HashMap<>();

    FocusRule(String when, String then) {
        this.when = when;
        this.then = then;
        this.condition = Stream.of(when.split(" and "))
                .filter(term -> !term.isEmpty())
                .map(this::term)
                .reduce(row -> true, Predicate::and);
        this.demand = term(then);
    }

    boolean holds(Map<String, String> row) {
        return !condition.test(row) || demand.test(row);
    }

    private Predicate<Map<String, String>> term(String text) {
        Matcher matcher = TERM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no rule: " + text);
        }
        String column = matcher.group(1);
        String object = matcher.group(3);
        return switch (matcher.group(2)) {
            case "is" -> is(column, object);
            case "is not" -> is(column, object).negate();
            case "equals" -> row -> compare(row, column, object) == 0;
            case "differs from" -> row -> !Objects.equals(row.get(column), row.get(object));
            case "before" -> row -> compare(row, column, object) < 0;
            case "not after" -> row -> compare(row, column, object) <= 0;
            default ->
                row -> seen.computeIfAbsent(
                                String.valueOf(row.get(column)), value -> Optional.ofNullable(row.get(object)))
                        .equals(Optional.ofNullable(row.get(object)));
        };
    }

    private static Predicate<Map<String, String>> is(String column, String value) {
        return value.equals("null") ? row -> row.get(column) == null : row -> value.equals("'" + row.get(column) + "'");
    }

    /** As numbers where the column holds one, else as texts; times sort as texts. A number is after what is none. */
    private static int compare(Map<String, String> row, String column, String sum) {
        String value = row.getOrDefault(column, "");
        if (!value.matches(NUMBER)) {
            return value.compareTo(row.getOrDefault(sum, ""));
        }
        List<String> parts = Stream.of(sum.split(" \\+ "))
                .map(part -> part.matches(NUMBER) ? part : row.getOrDefault(part, "0"))
                .toList();
        return parts.stream().allMatch(part -> part.matches(NUMBER))
                ? new BigDecimal(value)
                        .compareTo(parts.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add))
                : 1;
    }

    @Override
    public String toString() {
        return when.isEmpty() ? then : "when " + when + ", " + then;
    }
}
