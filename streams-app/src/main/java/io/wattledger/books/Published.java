package io.wattledger.books;

import io.wattledger.ledger.Revision;
import io.wattledger.ledger.Timeline;
import io.wattledger.ledger.Window;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.topology.Records;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Costs and site factors with where they come from: rows as they were published, decoded when somebody asks. */
public final class Published {

    private static final Logger LOG = LoggerFactory.getLogger(Published.class);

    private final Table<InferenceCosts, CostRevision, io.wattledger.ledger.CostRevision> costs;
    private final Table<SiteFactors, SiteRevision, io.wattledger.ledger.SiteRevision> sites;

    /** Without rows yet. */
    public Published(Topics topics) {
        costs = new Table<>(topics.costs(), InferenceCosts::getRevisions, CostRevision::getRevision, Records::costs);
        sites = new Table<>(topics.sites(), SiteFactors::getRevisions, SiteRevision::getRevision, Records::sites);
    }

    /**
     * A revision as it was published.
     *
     * @param inForce whether it is what prices events of now
     */
    public record Shown<R>(R revision, boolean inForce) {}

    /** What a row of the cost table is of. */
    public record CostKey(String model, String gpu) {}

    /** What the cost table has rows of, in order of model and GPU. */
    public List<CostKey> costKeys() {
        List<CostKey> keys = new ArrayList<>();
        costs.latest().forEach((key, row) -> {
            // The row says which part is which: either name may have a '|' in it.
            CostKey named = new CostKey(row.getModelId(), row.getGpu());
            if (Records.costKey(named.model(), named.gpu()).equals(key)) {
                keys.add(named);
            }
        });
        keys.sort(Comparator.comparing(CostKey::model).thenComparing(CostKey::gpu));
        return keys;
    }

    /** The regions that factors were published of, in order. */
    public List<String> siteRegions() {
        return List.copyOf(sites.latest().keySet());
    }

    /** Revisions of the cost of a model on a GPU, the one that begins last first; none if nothing was published. */
    public List<Shown<CostRevision>> costs(String model, String gpu, long now) {
        return costs.of(
                Records.costKey(model, gpu),
                now,
                Comparator.comparing(CostRevision::getEffectiveFrom).reversed());
    }

    /** Revisions of the factors of a region, the one that begins last first; none if nothing was published. */
    public List<Shown<SiteRevision>> sites(String region, long now) {
        return sites.of(
                region,
                now,
                Comparator.comparing(SiteRevision::getEffectiveFrom).reversed());
    }

    /** The revisions of a cost that are in force at some time from one moment to another, milliseconds since the epoch. */
    public List<CostRevision> costsInForce(String model, String gpu, long from, long to) {
        return costs.inForce(Records.costKey(model, gpu), from, to);
    }

    /** The revisions of the factors of a region that are in force at some time from one moment to another. */
    public List<SiteRevision> sitesInForce(String region, long from, long to) {
        return sites.inForce(region, from, to);
    }

    /** What prices events of a moment, by the keys of the cost table. */
    public Map<String, io.wattledger.ledger.CostRevision> costsAt(long time) {
        Map<String, io.wattledger.ledger.CostRevision> inForce = new TreeMap<>();
        for (String key : costs.rows.keySet()) {
            costs.history(key).line().at(Window.MINUTE.start(time)).ifPresent(revision -> inForce.put(key, revision));
        }
        return inForce;
    }

    /** What booking knows of the cost of a model on a GPU; empty if nothing was published. */
    public Optional<Timeline<io.wattledger.ledger.CostRevision>> costLine(String model, String gpu) {
        return costs.line(Records.costKey(model, gpu));
    }

    /** What booking knows of the factors of a region; empty if nothing was published. */
    public Optional<Timeline<io.wattledger.ledger.SiteRevision>> siteLine(String region) {
        return sites.line(region);
    }

    /** Takes a row of either table. */
    public void take(ConsumerRecord<byte[], byte[]> row) {
        if (row.topic().equals(costs.topic.name())) {
            costs.take(row);
        } else {
            sites.take(row);
        }
    }

    void clear() {
        costs.rows.clear();
        sites.rows.clear();
    }

    /** A row, or without a value the end of what was in force at its time. */
    private record Row(Optional<byte[]> value, long timestamp) {}

    private static final class Table<V extends SpecificRecord, P, R extends Revision> {
        private final Topic<String, V> topic;
        private final Function<V, List<P>> published;
        private final Function<P, String> name;
        private final Function<V, List<R>> revisions;
        private final Map<String, List<Row>> rows = new ConcurrentHashMap<>();

        Table(
                Topic<String, V> topic,
                Function<V, List<P>> published,
                Function<P, String> name,
                Function<V, List<R>> revisions) {
            this.topic = topic;
            this.published = published;
            this.name = name;
            this.revisions = revisions;
        }

        void take(ConsumerRecord<byte[], byte[]> row) {
            String key = topic.key().deserializer().deserialize(topic.name(), row.key());
            rows.computeIfAbsent(key, k -> new CopyOnWriteArrayList<>())
                    .add(new Row(Optional.ofNullable(row.value()), row.timestamp()));
        }

        List<Shown<P>> of(String key, long now, Comparator<P> order) {
            History<P, R> history = history(key);
            Optional<String> inForce = history.at(now);
            List<P> sorted = new ArrayList<>(history.byName().values());
            sorted.sort(order);
            return sorted.stream()
                    .map(each -> new Shown<>(
                            each, inForce.filter(name.apply(each)::equals).isPresent()))
                    .toList();
        }

        List<P> inForce(String key, long from, long to) {
            History<P, R> history = history(key);
            return history.line().inForce(Window.MINUTE.start(from), to).stream()
                    .flatMap(known -> Stream.ofNullable(history.byName().get(known.name())))
                    .toList();
        }

        Optional<Timeline<R>> line(String key) {
            return Optional.of(history(key).line()).filter(line -> line.size() > 0);
        }

        /** The latest row of each key, in their order; not of those that never had one. */
        Map<String, V> latest() {
            Map<String, V> latest = new TreeMap<>();
            rows.forEach((key, ofKey) -> {
                for (int i = ofKey.size() - 1; i >= 0 && !latest.containsKey(key); i--) {
                    ofKey.get(i).value().flatMap(this::decoded).ifPresent(found -> latest.put(key, found.row()));
                }
            });
            return latest;
        }

        private History<P, R> history(String key) {
            Timeline<R> line = Timeline.empty();
            Map<String, P> byName = new LinkedHashMap<>();
            for (Row row : rows.getOrDefault(key, List.of())) {
                if (row.value().isEmpty()) {
                    line = line.endedAt(row.timestamp());
                    continue;
                }
                Optional<Decoded<V, R>> decoded = decoded(row.value().get());
                if (decoded.isPresent()) {
                    line = line.with(decoded.get().revisions());
                    published.apply(decoded.get().row()).forEach(each -> byName.put(name.apply(each), each));
                }
            }
            return new History<>(line, byName);
        }

        private Optional<Decoded<V, R>> decoded(byte[] value) {
            try {
                V row = topic.value().deserializer().deserialize(topic.name(), value);
                return Optional.of(new Decoded<>(row, revisions.apply(row)));
            } catch (DecodeException | IllegalArgumentException e) {
                // Booking ignores it, too, and says so at length.
                LOG.debug("a row of {} is not shown: {}", topic.name(), e.getMessage());
                return Optional.empty();
            }
        }
    }

    /** A row, and what booking takes of it. */
    private record Decoded<V, R>(V row, List<R> revisions) {}

    /** All revisions of a key that were ever published, and when which is in force. */
    private record History<P, R extends Revision>(Timeline<R> line, Map<String, P> byName) {

        Optional<String> at(long time) {
            return line.at(Window.MINUTE.start(time)).map(Revision::name);
        }
    }
}
