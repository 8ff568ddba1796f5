package io.wattledger.estimator.cli;

import io.wattledger.estimator.UnknownNameException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A mapping of a YAML file. What is wrong with it is noted with its place and does not end the reading: where a value is
 * needed to go on, another one stands in for it, and the file is refused in the end.
 */
public final class YamlMap {

    private final YamlValue whole;
    private final List<String> keys;
    private final Map<String, YamlValue> fields = new LinkedHashMap<>();

    /**
     * Notes keys that are unknown or come twice.
     *
     * @param keys all keys that it may have
     */
    YamlMap(YamlValue whole, List<YamlValue.Field> fields, List<String> keys) {
        this.whole = whole;
        this.keys = keys;
        fields.forEach(this::add);
    }

    private void add(YamlValue.Field field) {
        if (!keys.contains(field.key())) {
            String suggestion = UnknownNameException.suggestion(field.key(), keys)
                    .map("did you mean %s? The keys are "::formatted)
                    .orElse("the keys are ");
            field.name().problem("unknown; " + suggestion + String.join(", ", keys));
        } else if (fields.putIfAbsent(field.key(), field.value()) != null) {
            field.name().problem("written twice; remove one");
        }
    }

    /** File, line and path, for messages about the mapping as a whole. */
    String place() {
        return whole.place();
    }

    /** Whether nothing wrong was noted of it, or of anything in it, so far. */
    boolean sound() {
        return whole.sound();
    }

    public boolean has(String key) {
        return value(key).isPresent();
    }

    boolean isMap(String key) {
        return value(key).filter(YamlValue::isMap).isPresent();
    }

    void problem(String what) {
        whole.problem(what);
    }

    public void problem(String key, String what) {
        value(key).orElseGet(() -> whole.as(key)).problem(what);
    }

    /** What the fields make together; see {@link YamlValue#make}. */
    <T> Optional<T> make(Supplier<T> maker) {
        return whole.make(maker);
    }

    /** The value under the key, if it is there. */
    public Optional<YamlValue> value(String key) {
        if (!keys.contains(key)) {
            throw new IllegalArgumentException(key + " is not among the keys " + keys);
        }
        return Optional.ofNullable(fields.get(key));
    }

    /** The value under the key; that there is none is noted. */
    public Optional<YamlValue> needed(String key) {
        if (!has(key)) {
            problem(key, "missing; add it");
        }
        return value(key);
    }

    /** The text, which must not be blank; empty if there is none. */
    Optional<String> text(String key) {
        return value(key).flatMap(YamlValue::text);
    }

    /** The text; that there is none is noted. */
    Optional<String> required(String key) {
        return needed(key).flatMap(YamlValue::text);
    }

    /** A text of a form; another is noted with the hint. */
    <T> Optional<T> parsed(String key, Function<String, Optional<T>> parser, String hint) {
        return value(key).flatMap(value -> parsed(value, parser, hint));
    }

    private static <T> Optional<T> parsed(YamlValue value, Function<String, Optional<T>> parser, String hint) {
        Optional<String> text = value.text();
        Optional<T> parsed = text.flatMap(parser);
        if (text.isPresent() && parsed.isEmpty()) {
            value.problem(value.quoted() + " " + hint);
        }
        return parsed;
    }

    /** A text that is no number; that there is none is noted. */
    Optional<String> string(String key) {
        return needed(key).flatMap(YamlValue::string);
    }

    /** A finite number that is at least the minimum, in quotes or not; that there is none is noted. */
    OptionalDouble number(String key, double minimum) {
        return needed(key)
                .flatMap(value -> parsed(
                        value,
                        text -> YamlNumbers.finite(text).filter(number -> number >= minimum),
                        "must be a finite number of at least %s, like 0.0324".formatted(minimum)))
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /** A finite number that keeps the rule, which completes "must be a number"; that there is none is noted. */
    OptionalDouble number(String key, DoublePredicate allowed, String rule) {
        return needed(key).map(value -> value.number(allowed, rule)).orElse(OptionalDouble.empty());
    }

    /** A whole number that is at least the minimum, if it is there, in quotes or not. */
    OptionalLong whole(String key, long minimum) {
        return value(key)
                .flatMap(value -> whole(value, minimum))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** Whole numbers: a list, or one alone. */
    List<Long> wholes(String key, long minimum) {
        return value(key).stream()
                .flatMap(value -> value.isList() ? value.items().stream() : List.of(value).stream())
                .flatMap(value -> whole(value, minimum).stream())
                .toList();
    }

    private static Optional<Long> whole(YamlValue value, long minimum) {
        return parsed(
                value,
                text -> YamlNumbers.integer(text).map(Integer::longValue).filter(number -> number >= minimum),
                "must be a whole number of at least " + minimum);
    }

    /** A whole number; that there is none is noted, and 1 stands in for it. */
    int integer(String key) {
        return needed(key).map(value -> value.integer().orElse(1)).orElse(1);
    }

    /** A whole number, or the other one if it is not there; it stands in for a wrong one too. */
    int integer(String key, int otherwise) {
        return value(key).map(value -> value.integer().orElse(otherwise)).orElse(otherwise);
    }

    /** True or false, or what is otherwise if it is not there. */
    boolean flag(String key, boolean otherwise) {
        return value(key).flatMap(YamlValue::flag).orElse(otherwise);
    }

    /** The mapping under the key; that there is none is noted. */
    Optional<YamlMap> map(String key, List<String> keys) {
        return needed(key).map(value -> value.map(keys));
    }

    /** The mappings of the list under the key, none if it is not there. */
    List<YamlMap> maps(String key, List<String> keys) {
        List<YamlMap> maps = new ArrayList<>();
        value(key).ifPresent(list -> list.items().forEach(item -> maps.add(item.map(keys))));
        return maps;
    }
}
