package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value of a YAML file, at its place. What is wrong with it is noted and does not end the reading. */
public final class YamlValue {

    /** More of a wrong value would hide what is said of it. */
    private static final int MOST_QUOTED = 60;

    private static final Set<Tag> NO_TEXT = Set.of(Tag.INT, Tag.FLOAT, Tag.BOOL);

    private final String path;
    private final Node node;
    private final YamlProblems problems;
    private final @Nullable YamlValue parent;
    private boolean sound = true;

    /**
     * A field of a mapping.
     *
     * @param name where the key is written
     */
    public record Field(String key, YamlValue name, YamlValue value) {}

    private YamlValue(String path, Node node, YamlProblems problems, @Nullable YamlValue parent) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        this.parent = parent;
    }

    static YamlValue root(Node node, YamlProblems problems) {
        return new YamlValue("", node, problems, null);
    }

    private YamlValue within(String step, Node part) {
        return new YamlValue(
                path.isEmpty() || step.startsWith("[") ? path + step : path + "." + step, part, problems, this);
    }

    /** This value under one more name: of what it lacks, or of what it stands for. */
    YamlValue as(String name) {
        return within(name, node);
    }

    /** File, line and path. */
    String place() {
        return problems.place(node, path);
    }

    /** Notes what is wrong, and what to write. */
    public void problem(String what) {
        problems.add(node, path, what);
        for (YamlValue value = this; value != null; value = value.parent) {
            value.sound = false;
        }
    }

    /** Whether nothing wrong was noted of it, or of anything in it, so far. */
    boolean sound() {
        return sound;
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Whether nothing was written. */
    boolean isEmpty() {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
    }

    /** Whether it is a word, as YAML tells words from numbers. */
    boolean isText() {
        return node instanceof ScalarNode scalar && !isEmpty() && !NO_TEXT.contains(scalar.getTag());
    }

    /** A single value as it is written, without blanks around; it must not be blank. */
    public Optional<String> text() {
        if (!(node instanceof ScalarNode)) {
            problem("must be a single value");
            return Optional.empty();
        }
        return filled().map(String::strip);
    }

    /** A text; a number or a truth value is one only in quotes. */
    Optional<String> string() {
        return typed(tag -> !NO_TEXT.contains(tag), Optional::of, "must be a text; a number needs quotes to be one");
    }

    OptionalInt integer() {
        return typed(Tag.INT::equals, YamlNumbers::integer, "must be a whole number of at most " + Integer.MAX_VALUE)
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /** A finite number that keeps the rule, which completes "must be a number". */
    OptionalDouble number(DoublePredicate allowed, String rule) {
        return typed(
                        tag -> tag.equals(Tag.INT) || tag.equals(Tag.FLOAT),
                        text -> YamlNumbers.finite(text).filter(allowed::test),
                        "must be a number " + rule)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /** True or false. */
    Optional<Boolean> flag() {
        return typed(
                Tag.BOOL::equals,
                text -> Stream.of(true, false)
                        .filter(flag -> text.equals(flag.toString()))
                        .findFirst(),
                "must be true or false");
    }

    private <T> Optional<T> typed(Predicate<Tag> type, Function<String, Optional<T>> parser, String hint) {
        if (!(node instanceof ScalarNode)) {
            problem(hint);
            return Optional.empty();
        }
        Optional<String> text = filled();
        Optional<T> value = text.filter(any -> type.test(node.getTag())).flatMap(parser);
        if (text.isPresent() && value.isEmpty()) {
            problem(quoted() + " " + hint);
        }
        return value;
    }

    private Optional<String> filled() {
        Optional<String> text = scalar(node).filter(any -> !isEmpty() && !any.isBlank());
        if (text.isEmpty()) {
            problem("is empty; fill it in, or leave the key out if it may be");
        }
        return text;
    }

    /** The parts of a list; that it is none is noted. */
    List<YamlValue> items() {
        if (node instanceof SequenceNode sequence) {
            List<Node> parts = sequence.getValue();
            return IntStream.range(0, parts.size())
                    .mapToObj(i -> within("[" + i + "]", parts.get(i)))
                    .toList();
        }
        problem("must be a list");
        return List.of();
    }

    /** A mapping; that it is none, or has other keys, is noted. */
    public YamlMap map(List<String> keys) {
        if (!isMap()) {
            problem("must be a mapping of " + String.join(", ", keys));
        }
        return new YamlMap(this, fields(), keys);
    }

    /** A mapping that has none of its keys: what a single word stands for. */
    YamlMap without(List<String> keys) {
        return new YamlMap(this, List.of(), keys);
    }

    /** The fields as they are written, known or not; none if it is no mapping. */
    public List<Field> fields() {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream().map(this::field).toList()
                : List.of();
    }

    private Field field(NodeTuple tuple) {
        String key = scalar(tuple.getKeyNode()).orElse("?");
        String step = shortened(key);
        return new Field(key, within(step, tuple.getKeyNode()), within(step, tuple.getValueNode()));
    }

    /** What a key holds, to tell by it which keys there may be. Nothing is noted. */
    Optional<String> peek(String key) {
        return fields().stream()
                .filter(field -> field.key().equals(key))
                .flatMap(field -> scalar(field.value().node).stream())
                .findFirst();
    }

    /**
     * What a maker makes of this; it may read and note before it refuses.
     *
     * @return nothing if something wrong was noted; that the maker refuses sound parts is noted
     */
    <T> Optional<T> make(Supplier<T> maker) {
        try {
            return Optional.of(maker.get()).filter(made -> sound);
        } catch (EstimateException e) {
            if (sound) {
                problem(String.valueOf(e.getMessage()));
            }
            return Optional.empty();
        }
    }

    /** What is written, for a message. */
    String quoted() {
        return scalar(node).map(YamlValue::quoted).orElse(isList() ? "a list" : "a mapping");
    }

    static String quoted(String text) {
        return "'" + shortened(text) + "'";
    }

    private static Optional<String> scalar(Node node) {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    private static String shortened(String text) {
        return text.length() > MOST_QUOTED ? text.substring(0, MOST_QUOTED) + "…" : text;
    }
}
