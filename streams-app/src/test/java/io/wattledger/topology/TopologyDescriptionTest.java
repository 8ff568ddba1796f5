package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.Golden;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

/** Changelogs and consumer state hang on the names of nodes and stores: a changed one is a migration. */
class TopologyDescriptionTest {

    private static final Pattern GENERATED = Pattern.compile("K(STREAM|TABLE)-|STATE-STORE-|\\d{5,}");

    private final Topology topology = BooksTopology.build(
            new Topics(
                    "wattledger.",
                    SchemaRegistries.connect(Map.of("schema.registry.url", "mock://topology-description")),
                    true),
            BooksFixture.booking(1),
            BooksFixture.totalling(1),
            new TablesStatus());

    @Test
    void shouldBeTheTopologyThatRunningBooksWereWrittenWith() throws IOException {
        Golden.assertHolds(
                Path.of("src/test/resources/golden/topology.txt"),
                topology.describe().toString());
    }

    @Test
    void shouldNameEveryNodeAndStoreItself() {
        assertThat(names())
                .hasSizeGreaterThan(20)
                .noneMatch(name -> GENERATED.matcher(name).find());
    }

    @Test
    void shouldNameTheChangelogOfEveryStoreThatHasOne() {
        assertThat(Names.changelogs("books"))
                .containsExactlyInAnyOrder(
                        "books-accounts-changelog",
                        "books-seen-events-changelog",
                        "books-waiting-requests-changelog",
                        "books-intake-counts-changelog",
                        "books-totals-1m-changelog",
                        "books-totals-1h-changelog",
                        "books-totals-1d-changelog",
                        "books-totals-live-changelog",
                        "books-budget-alerts-changelog");
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        TopologyDescription description = topology.describe();
        description.globalStores().forEach(store -> {
            names.add(store.source().name());
            names.add(store.processor().name());
            names.addAll(store.processor().stores());
        });
        description.subtopologies().stream()
                .flatMap(room -> room.nodes().stream())
                .forEach(node -> {
                    names.add(node.name());
                    if (node instanceof TopologyDescription.Processor processor) {
                        names.addAll(processor.stores());
                    }
                });
        return names;
    }
}
