package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.Parser;

/** Refuses YAML that would take all stack or all memory to read: brackets in brackets, and aliases of aliases. */
final class YamlLimits {

    /** Lists and mappings within each other. A layer of a network takes three levels. */
    private static final int DEEPEST = 300;

    /** Values as they are read: what an alias stands for counts each time. */
    private static final long MOST_VALUES = 1_000_000;

    private final String file;
    private final Map<Node, Extent> measured = new HashMap<>();

    YamlLimits(String file) {
        this.file = file;
    }

    private record Extent(long values, int levels) {}

    /** A parser that ends at too deep a level, before the levels are composed one in the other. */
    Parser parser(Parser parser) {
        return new Parser() {
            private int level;

            @Override
            public boolean checkEvent(Event.ID id) {
                return parser.checkEvent(id);
            }

            @Override
            public Event peekEvent() {
                return parser.peekEvent();
            }

            @Override
            public boolean hasNext() {
                return parser.hasNext();
            }

            @Override
            public Event next() {
                Event event = parser.next();
                switch (event.getEventId()) {
                    case SequenceStart, MappingStart -> {
                        level++;
                        if (level > DEEPEST) {
                            throw tooDeep(event.getStartMark());
                        }
                    }
                    case SequenceEnd, MappingEnd -> level--;
                    default -> {}
                }
                return event;
            }
        };
    }

    /**
     * Measures a document with all its aliases written out.
     *
     * @throws EstimateException if it is too large or too deep; one within itself is endlessly deep
     */
    void check(Node root) {
        extent(root, 1);
    }

    private Extent extent(Node node, int level) {
        List<Node> parts = parts(node);
        if (parts.isEmpty()) {
            return new Extent(1, 0);
        }
        Extent known = measured.get(node);
        if (level + (known == null ? 0 : known.levels() - 1) > DEEPEST) {
            throw tooDeep(node.getStartMark());
        }
        if (known != null) {
            return known;
        }
        long values = 1;
        int levels = 0;
        for (Node part : parts) {
            Extent extent = extent(part, level + 1);
            values += extent.values();
            levels = Math.max(levels, extent.levels());
            if (values > MOST_VALUES) {
                throw new EstimateException(
                        "%s: has more than %d values, those that an alias (*) stands for counted each time; write fewer"
                                .formatted(place(node.getStartMark()), MOST_VALUES));
            }
        }
        Extent extent = new Extent(values, levels + 1);
        measured.put(node, extent);
        return extent;
    }

    private static List<Node> parts(Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .flatMap(field -> Stream.of(field.getKeyNode(), field.getValueNode()))
                    .toList();
        }
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    private EstimateException tooDeep(Optional<Mark> mark) {
        return new EstimateException(
                "%s: nested deeper than %d levels, or an alias (*) within what it stands for; flatten it"
                        .formatted(place(mark), DEEPEST));
    }

    private String place(Optional<Mark> mark) {
        return file + mark.map(at -> ", line " + (at.getLine() + 1)).orElse("");
    }
}
