package io.wattledger.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The bill of materials that the build has made. */
final class Bom {

    private static final Path FILE = Path.of("target", "wattledger.cdx.json");

    private Bom() {}

    /** All components, by their coordinates. */
    static List<Component> components() {
        try {
            return each(new ObjectMapper().readTree(FILE.toFile()).at("/components"))
                    .map(Bom::component)
                    .sorted(Comparator.comparing(Component::coordinates))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " cannot be read; mvn verify makes it", e);
        }
    }

    private static Component component(JsonNode node) {
        return new Component(
                node.path("group").asText(),
                node.path("name").asText(),
                node.path("version").asText(),
                each(node.path("licenses")).map(Bom::licence).toList());
    }

    private static String licence(JsonNode node) {
        return Stream.of(node.at("/license/id"), node.at("/expression"), node.at("/license/name"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst()
                .orElse("unknown");
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
