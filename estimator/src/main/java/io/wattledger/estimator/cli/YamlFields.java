package io.wattledger.estimator.cli;

import io.wattledger.estimator.UnknownNameException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one map in a network file. Each is asked for by name; what was never asked for is unknown. */
final class YamlFields {

    private static final String MANUAL = "docs/networks.md";

    private final String place;
    private final Map<?, ?> values;
    private final Set<String> known = new LinkedHashSet<>();

    private YamlFields(String place, Map<?, ?> values) {
        this.place = place;
        this.values = values;
    }

    static YamlFields of(String place, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new YamlFields(place, map);
        }
        throw new NetworkFileException(place, "is " + described(value) + "; write fields: {field: value, ...}");
    }

    /** No fields: those of a layer that is written as one word. */
    static YamlFields none(String place) {
        return new YamlFields(place, Map.of());
    }

    String place() {
        return place;
    }

    boolean has(String name) {
        known.add(name);
        return values.containsKey(name);
    }

    int integer(String name) {
        return integer(name, required(name, "a whole number"));
    }

    int integer(String name, int otherwise) {
        return has(name) ? integer(name, values.get(name)) : otherwise;
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (values.get(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "write true or false");
    }

    String text(String name) {
        if (required(name, "a text") instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong(name, "write a text");
    }

    Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** A height and a width: one number for both, or two in brackets. */
    int[] pair(String name, int otherwise) {
        if (!has(name)) {
            return new int[] {otherwise, otherwise};
        }
        if (values.get(name) instanceof List<?> two) {
            if (two.size() == 2) {
                return new int[] {integer(name, two.get(0)), integer(name, two.get(1))};
            }
            throw wrong(name, "write a whole number, or [height, width]");
        }
        int both = integer(name);
        return new int[] {both, both};
    }

    YamlFields fields(String name) {
        return of(place + "." + name, required(name, "fields"));
    }

    List<Object> list(String name) {
        if (required(name, "a list") instanceof List<?> list && !list.isEmpty()) {
            return new ArrayList<>(list);
        }
        throw wrong(name, "write a list with at least one layer");
    }

    /** The only field of a map with one. */
    String onlyKey(String whatItNames) {
        if (values.size() == 1 && values.keySet().iterator().next() instanceof String key) {
            known.add(key);
            return key;
        }
        throw new NetworkFileException(
                place, "has %d keys; write exactly one, %s".formatted(values.size(), whatItNames));
    }

    @Nullable
    Object value(String name) {
        return values.get(name);
    }

    /** Refuses what no one asked for. */
    void end() {
        for (Object key : values.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                String message = new UnknownNameException("field", String.valueOf(key), known, MANUAL).getMessage();
                throw new NetworkFileException(place, String.valueOf(message));
            }
        }
    }

    NetworkFileException wrong(String name, String whatToWrite) {
        return new NetworkFileException(place + "." + name, "is " + described(values.get(name)) + "; " + whatToWrite);
    }

    private Object required(String name, String what) {
        Object value = has(name) ? values.get(name) : null;
        if (value == null) {
            throw new NetworkFileException(place, "has no '%s'; add it, as %s".formatted(name, what));
        }
        return value;
    }

    private int integer(String name, @Nullable Object value) {
        if (value instanceof Integer number) {
            return number;
        }
        throw wrong(name, "write a whole number of at most %d".formatted(Integer.MAX_VALUE));
    }

    private static String described(@Nullable Object value) {
        if (value == null) {
            return "empty";
        }
        if (value instanceof Map) {
            return "a map";
        }
        return value instanceof List<?> list ? "a list of " + list.size() : "'" + value + "'";
    }
}
