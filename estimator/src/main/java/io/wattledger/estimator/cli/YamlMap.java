package io.wattledger.estimator.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of a YAML file. What is wrong with it is noted with its place and does not end the reading. */
final class YamlMap {

    private final String file;
    private final String path;
    private final Node node;
    private final List<String> problems;
    private final Map<String, Node> fields = new LinkedHashMap<>();

    /**
     * Notes keys that are unknown or come twice.
     *
     * @param path of the mapping in the file, empty for the whole
     * @param keys all keys that it may have
     */
    YamlMap(String file, String path, Node node, List<String> problems, List<String> keys) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.problems = problems;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(field -> add(field, keys));
        } else {
            problem(node, path, "must be a mapping of " + String.join(", ", keys));
        }
    }

    private void add(NodeTuple field, List<String> keys) {
        String key = field.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        if (!keys.contains(key)) {
            problem(field.getKeyNode(), at(key), "unknown; the keys are " + String.join(", ", keys));
        } else if (fields.putIfAbsent(key, field.getValueNode()) != null) {
            problem(field.getKeyNode(), at(key), "written twice; remove one");
        }
    }

    /** File, line and path, for messages about the mapping as a whole. */
    String place() {
        return place(node, path);
    }

    boolean has(String key) {
        return fields.containsKey(key);
    }

    void problem(String what) {
        problem(node, path, what);
    }

    void problem(String key, String what) {
        problem(Optional.ofNullable(fields.get(key)).orElse(node), at(key), what);
    }

    /** The text, which must not be blank; empty if there is none. */
    Optional<String> text(String key) {
        return Optional.ofNullable(fields.get(key)).flatMap(value -> scalar(value, at(key)));
    }

    /** The text; that there is none is noted. */
    Optional<String> required(String key) {
        if (!has(key)) {
            problem(key, "missing; add it");
        }
        return text(key);
    }

    /** A text of a form; another is noted with the hint. */
    <T> Optional<T> parsed(String key, Function<String, Optional<T>> parser, String hint) {
        Optional<String> text = text(key);
        Optional<T> value = text.flatMap(parser);
        if (text.isPresent() && value.isEmpty()) {
            problem(key, "'%s' %s".formatted(text.get(), hint));
        }
        return value;
    }

    /** A finite number that is at least the minimum; that there is none is noted. */
    OptionalDouble number(String key, double minimum) {
        if (!has(key)) {
            problem(key, "missing; add it");
        }
        return parsed(
                        key,
                        text -> finite(text, minimum),
                        "must be a finite number of at least %s, like 0.0324".formatted(minimum))
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /** A whole number that is at least the minimum, if it is there. */
    OptionalLong whole(String key, long minimum) {
        return parsed(key, text -> wholeNumber(text, minimum), "must be a whole number of at least " + minimum)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** Whole numbers: a list, or one alone. */
    List<Long> wholes(String key, long minimum) {
        List<Long> numbers = new ArrayList<>();
        List<Node> items = items(key, true);
        for (int i = 0; i < items.size(); i++) {
            String at = at(key) + (fields.get(key) instanceof SequenceNode ? "[" + i + "]" : "");
            Node item = items.get(i);
            scalar(item, at).ifPresent(text -> wholeNumber(text, minimum)
                    .ifPresentOrElse(
                            numbers::add,
                            () -> problem(
                                    item, at, "'%s' must be a whole number of at least %d".formatted(text, minimum))));
        }
        return numbers;
    }

    boolean isMap(String key) {
        return fields.get(key) instanceof MappingNode;
    }

    /** The mapping under the key; that there is none is noted. */
    Optional<YamlMap> map(String key, List<String> keys) {
        Node value = fields.get(key);
        if (value == null) {
            problem(key, "missing; add it");
            return Optional.empty();
        }
        return Optional.of(new YamlMap(file, at(key), value, problems, keys));
    }

    /** The mappings of the list under the key, none if it is not there. */
    List<YamlMap> maps(String key, List<String> keys) {
        List<Node> items = items(key, false);
        return IntStream.range(0, items.size())
                .mapToObj(i -> new YamlMap(file, at(key) + "[" + i + "]", items.get(i), problems, keys))
                .toList();
    }

    private List<Node> items(String key, boolean oneAlone) {
        Node value = fields.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (oneAlone) {
            return List.of(value);
        }
        problem(key, "must be a list");
        return List.of();
    }

    private Optional<String> scalar(Node value, String at) {
        if (!(value instanceof ScalarNode scalar)) {
            problem(value, at, "must be a single value");
            return Optional.empty();
        }
        if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
            problem(value, at, "is empty; fill it in, or leave the key out if it may be");
            return Optional.empty();
        }
        return Optional.of(scalar.getValue().strip());
    }

    private static Optional<Double> finite(String text, double minimum) {
        // A type suffix as in "1d" and hexadecimal floats are Java's, not a person's.
        if (!text.matches("[-+.0-9eE]+")) {
            return Optional.empty();
        }
        try {
            return Stream.of(Double.parseDouble(text))
                    .filter(number -> Double.isFinite(number) && number >= minimum)
                    .map(number -> number + 0.0)
                    .findFirst();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> wholeNumber(String text, long minimum) {
        try {
            return Stream.of(Long.parseLong(text))
                    .filter(number -> number >= minimum && number <= Integer.MAX_VALUE)
                    .findFirst();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void problem(Node where, String at, String what) {
        problems.add(place(where, at) + ": " + what);
    }

    private String place(Node where, String at) {
        String line = where.getStartMark()
                .map(mark -> ", line " + (mark.getLine() + 1))
                .orElse("");
        return file + line + (at.isEmpty() ? "" : ": " + at);
    }
}
