package io.wattledger.bench.contender;

import io.wattledger.ledger.CostRevision;
import io.wattledger.ledger.Revision;
import io.wattledger.ledger.SiteRevision;
import io.wattledger.ledger.Timeline;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.AvroSerde;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.SiteFactors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;

/** The two tables as they were when they were read. A row that cannot be read ends the contender: no benchmark has one. */
public final class Tables {

    private final Map<String, Timeline<CostRevision>> costs;
    private final Map<String, Timeline<SiteRevision>> sites;

    private Tables(Map<String, Timeline<CostRevision>> costs, Map<String, Timeline<SiteRevision>> sites) {
        this.costs = costs;
        this.sites = sites;
    }

    /** Reads both topics to their ends. */
    public static Tables read(Settings settings) {
        SchemaRegistry registry = Records.registry(settings);
        return new Tables(
                lines(
                        settings,
                        settings.costs(),
                        AvroSerde.ofValue(new AvroCodec<>(InferenceCosts.class, registry, false))
                                .deserializer(),
                        io.wattledger.topology.Records::costs),
                lines(
                        settings,
                        settings.sites(),
                        AvroSerde.ofValue(new AvroCodec<>(SiteFactors.class, registry, false))
                                .deserializer(),
                        io.wattledger.topology.Records::sites));
    }

    private static <V, R extends Revision> Map<String, Timeline<R>> lines(
            Settings settings, String topic, Deserializer<V> deserializer, Function<V, List<R>> revisions) {
        Map<String, Timeline<R>> lines = new HashMap<>();
        new WholeTopic(settings.bootstrap(), topic).read((key, value, timestamp) -> {
            Timeline<R> before = lines.getOrDefault(key, Timeline.empty());
            lines.put(
                    key,
                    value == null
                            ? before.endedAt(timestamp)
                            : before.with(revisions.apply(deserializer.deserialize(topic, value))));
        });
        return lines;
    }

    /** Costs of a model on a GPU, if the table has a row for it. */
    public Optional<Timeline<CostRevision>> costs(String modelId, String gpu) {
        return Optional.ofNullable(costs.get(modelId + "|" + gpu));
    }

    /** Factors of a region, if the table has a row for it. */
    public Optional<Timeline<SiteRevision>> sites(String region) {
        return Optional.ofNullable(sites.get(region));
    }
}
