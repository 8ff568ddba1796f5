package io.wattledger.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.InferenceEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EventSourceTest {

    private static final long SEED = 3;
    private static final int EVENTS = 20_000;
    private static final long END = 1_800_000_000_000L;
    private static final int SCHEMA_ID = 70_000;
    private static final EventSource.TimeSpread MINUTE = new EventSource.TimeSpread(END, 60_000, EVENTS);

    @Test
    void shouldDrawTheSameEventsOfASeed() {
        EventSource one = source();
        EventSource other = source();
        for (int i = 0; i < 1_000; i++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }

    @Test
    void shouldDrawDifferentIdsInTheOrderOfTime() {
        EventSource source = source();
        Set<String> ids = new HashSet<>();
        long before = END - 60_000;
        for (int i = 0; i < EVENTS; i++) {
            BenchEvent event = source.next();
            ids.add(event.eventId());
            assertThat(event.occurredAt()).isBetween(before, END);
            assertThat(event.cachedInputTokens()).isLessThanOrEqualTo(event.inputTokens());
            before = event.occurredAt();
        }
        assertThat(ids).hasSize(EVENTS);
        assertThat(before).isGreaterThan(END - 100);
    }

    @Test
    void shouldWriteByHandWhatAvroReads() {
        // Given
        Population population = Population.of(1_000, SEED);
        EventTemplate template = new EventTemplate(SCHEMA_ID, population);
        AvroCodec<InferenceEvent> codec = new AvroCodec<>(InferenceEvent.class, new OneSchema(), true);
        EventSource source = source();
        long bytes = 0;
        for (int i = 0; i < EVENTS; i++) {
            BenchEvent event = source.next();

            // When
            byte[] written = template.encode(event);

            // Then
            bytes += written.length;
            assertThat(codec.decode(written, new Position("events", 0, i))).isEqualTo(event.record());
            assertThat(written).isEqualTo(codec.encode("events-value", event.record()));
        }
        assertThat(bytes / EVENTS).as("bytes an event").isBetween(85L, 115L);
    }

    @Test
    void shouldHaveAsManyCombinationsAsAskedFor() {
        for (int cardinality : new int[] {1, 7, 1_000, 10_000}) {
            Population population = Population.of(cardinality, SEED);
            Set<FootprintDimensions> different = new HashSet<>();
            for (int rank = 0; rank < population.size(); rank++) {
                different.add(population.at(rank));
            }
            assertThat(different).hasSize(cardinality);
        }
        assertThat(Population.ofOneTeam(SEED).size()).isEqualTo(4);
    }

    @Test
    void shouldHaveACostAndFactorsForAllThatIsUsed() {
        Population population = Population.of(1_000, SEED);
        for (int rank = 0; rank < population.size(); rank++) {
            FootprintDimensions of = population.at(rank);
            assertThat(Tables.costs()).containsKey(of.getModelId() + "|" + of.getGpu());
            assertThat(Tables.sites()).containsKey(of.getRegion());
        }
    }

    private static EventSource source() {
        return new EventSource(Population.of(1_000, SEED), Skew.ZIPF, SEED, MINUTE);
    }

    /** A registry that knows the schema of events alone. */
    private static final class OneSchema implements SchemaRegistry {
        @Override
        public int register(String subject, Schema schema) {
            return SCHEMA_ID;
        }

        @Override
        public int idOf(String subject, Schema schema) {
            return SCHEMA_ID;
        }

        @Override
        public Schema byId(int id) {
            return InferenceEvent.getClassSchema();
        }

        @Override
        public List<Integer> versions(String subject) {
            return List.of(1);
        }

        @Override
        public List<String> incompatibilities(String subject, Schema schema) {
            return List.of();
        }

        @Override
        public void requireCompatibility(String subject, String level) {
            // Any will do.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
