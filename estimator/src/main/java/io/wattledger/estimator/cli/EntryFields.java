package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoublePredicate;

/** The fields of one mapping in a YAML file, each taken once; what is left at the end is unknown. */
final class EntryFields {

    private final String where;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Takes a mapping; where is the file and the entry within it. */
    EntryFields(String where, Object mapping) {
        this.where = where;
        if (!(mapping instanceof Map<?, ?> map)) {
            throw new EstimateException(where + ": a mapping of fields is needed, as in 'kind: efficiency'");
        }
        map.forEach((key, value) -> fields.put(String.valueOf(key), value == null ? "" : value));
    }

    String text(String field) {
        Object value = take(field);
        if (!(value instanceof String text) || text.isBlank()) {
            throw problem(field, "is '" + value + "'; a text is needed");
        }
        return text;
    }

    double number(String field, String rule, DoublePredicate allowed) {
        Object value = take(field);
        if (!(value instanceof Number number)
                || !Double.isFinite(number.doubleValue())
                || !allowed.test(number.doubleValue())) {
            throw problem(field, "is '" + value + "'; a number " + rule + " is needed");
        }
        return number.doubleValue();
    }

    EstimateException problem(String field, String what) {
        return new EstimateException(where + ": " + field + " " + what);
    }

    void requireNoMore() {
        if (!fields.isEmpty()) {
            throw new EstimateException(
                    where + ": " + String.join(", ", fields.keySet()) + ": no such field here; remove it");
        }
    }

    private Object take(String field) {
        Object value = fields.remove(field);
        if (value == null) {
            throw problem(field, "is missing");
        }
        return value;
    }
}
