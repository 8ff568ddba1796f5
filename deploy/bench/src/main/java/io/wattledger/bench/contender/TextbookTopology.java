package io.wattledger.bench.contender;

import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.AvroSerde;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.SiteFactors;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

/**
 * Events joined with the global tables of costs and factors, grouped by their dimensions, and summed up in windows of a minute,
 * an hour and a day. Stores and caches are those that the DSL takes by itself. The grace is longer than the events of a run lie
 * apart, so nothing is dropped.
 */
final class TextbookTopology {

    static final String GROUPS = "groups";

    private static final Duration GRACE = Duration.ofHours(1);
    private static final Map<String, Duration> WINDOWS =
            Map.of("1m", Duration.ofMinutes(1), "1h", Duration.ofHours(1), "1d", Duration.ofDays(1));

    private final Topics topics;
    private final String out;
    private final Serde<FootprintDimensions> dimensions;
    private final Serde<FootprintKey> keys;
    private final Serde<FootprintTotal> totals;

    /** @param out what the names of the topics of totals begin with */
    TextbookTopology(Topics topics, SchemaRegistry registry, String out) {
        this.topics = topics;
        this.out = out;
        this.dimensions = AvroSerde.ofKey(new AvroCodec<>(FootprintDimensions.class, registry, true));
        this.keys = AvroSerde.ofKey(new AvroCodec<>(FootprintKey.class, registry, true));
        this.totals = AvroSerde.ofValue(new AvroCodec<>(FootprintTotal.class, registry, true));
    }

    /** An event and its row of costs, on the way to its factors. */
    private record Costed(InferenceEvent event, @Nullable InferenceCosts costs) {}

    Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        GlobalKTable<String, InferenceCosts> costs = builder.globalTable(
                topics.costs().name(),
                Consumed.with(topics.costs().key(), topics.costs().value()));
        GlobalKTable<String, SiteFactors> sites = builder.globalTable(
                topics.sites().name(),
                Consumed.with(topics.sites().key(), topics.sites().value()));
        KGroupedStream<FootprintDimensions, FootprintTotal> groups = builder.stream(
                        topics.events().name(),
                        Consumed.with(topics.events().key(), topics.events().value())
                                .withTimestampExtractor((record, time) -> ((InferenceEvent) record.value())
                                        .getOccurredAt()
                                        .toEpochMilli()))
                .leftJoin(costs, (key, event) -> event.getModelId() + "|" + event.getGpu(), Costed::new)
                .leftJoin(
                        sites,
                        (key, costed) -> costed.event().getRegion(),
                        (costed, row) -> KeyValue.pair(
                                dimensions(costed.event()), Pricing.price(costed.event(), costed.costs(), row)))
                .map((key, priced) -> priced)
                .groupByKey(Grouped.with(GROUPS, dimensions, totals));
        WINDOWS.forEach((name, length) -> sum(groups, name, length));
        return builder.build();
    }

    private void sum(KGroupedStream<FootprintDimensions, FootprintTotal> groups, String name, Duration length) {
        groups.windowedBy(TimeWindows.ofSizeAndGrace(length, GRACE))
                .reduce(
                        Pricing::plus,
                        Materialized.<FootprintDimensions, FootprintTotal, WindowStore<Bytes, byte[]>>as(
                                        "totals-" + name)
                                .withKeySerde(dimensions)
                                .withValueSerde(totals))
                .toStream((window, total) -> key(window, length))
                .to(out + "-" + name, Produced.with(keys, totals));
    }

    private static FootprintDimensions dimensions(InferenceEvent event) {
        return new FootprintDimensions(
                event.getTeam(), event.getProject(), event.getModelId(), event.getGpu(), event.getRegion());
    }

    private static FootprintKey key(Windowed<FootprintDimensions> window, Duration length) {
        FootprintDimensions of = window.key();
        return new FootprintKey(
                Instant.ofEpochMilli(window.window().start()),
                (int) length.toSeconds(),
                of.getTeam(),
                of.getProject(),
                of.getModelId(),
                of.getGpu(),
                of.getRegion());
    }
}
