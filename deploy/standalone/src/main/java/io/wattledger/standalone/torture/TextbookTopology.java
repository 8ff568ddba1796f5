package io.wattledger.standalone.torture;

import io.wattledger.schemas.Topics;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.OperatingPoint;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.jspecify.annotations.Nullable;

/**
 * The control: the same books as a careful developer builds them from the DSL's documentation. Events are joined with the global table
 * of costs, grouped, and summed up in windows with a grace period; energy is a double. It checks its input, takes event time
 * from the event, and picks the revision of that time. Its rows of costs are whole, and all can be read: what it gets wrong is not for
 * want of a table.
 */
final class TextbookTopology {

    /** Rows of costs as such an application wants them: each names all revisions. */
    static final String COSTS = "textbook-costs";

    static final String MINUTES = "textbook-1m";
    static final String HOURS = "textbook-1h";

    private static final int MAX_LENGTH = 256;
    private static final Duration GRACE = Duration.ofMinutes(10);

    private TextbookTopology() {}

    /** Requests and joules of a window and group. */
    record Sum(long requests, double joules) {

        private static final int LENGTH = Long.BYTES + Double.BYTES;

        Sum plus(long moreRequests, double moreJoules) {
            return new Sum(requests + moreRequests, joules + moreJoules);
        }

        static Sum of(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new Sum(buffer.getLong(), buffer.getDouble());
        }

        byte[] bytes() {
            return ByteBuffer.allocate(LENGTH)
                    .putLong(requests)
                    .putDouble(joules)
                    .array();
        }
    }

    private record Priced(InferenceEvent event, double joules) {}

    private static Serde<Sum> sums() {
        return Serdes.serdeFrom(
                (topic, sum) -> sum == null ? null : sum.bytes(),
                (topic, bytes) -> bytes == null ? null : Sum.of(bytes));
    }

    static Topology build(Topics topics, String prefix) {
        StreamsBuilder builder = new StreamsBuilder();
        GlobalKTable<String, InferenceCosts> costs = builder.globalTable(
                prefix + COSTS,
                Consumed.with(topics.costs().key(), topics.costs().value()),
                Materialized.as("costs"));
        KStream<String, InferenceEvent> priced = builder.stream(
                        topics.events().name(),
                        Consumed.with(topics.events().key(), topics.events().value())
                                .withTimestampExtractor(new TextbookTime()))
                .filter((key, event) -> valid(event), Named.as("valid"))
                .selectKey((key, event) -> group(event), Named.as("by-group"));
        var groups = priced.leftJoin(
                        costs,
                        (key, event) -> event.getModelId() + "|" + event.getGpu(),
                        (event, row) -> new Priced(event, joules(event, row)),
                        Named.as("price"))
                .mapValues(one -> new Sum(1, one.joules()), Named.as("one"))
                .groupByKey(Grouped.with("textbook-groups", Serdes.String(), sums()));
        for (var window : Map.of(MINUTES, Duration.ofMinutes(1), HOURS, Duration.ofHours(1))
                .entrySet()) {
            groups.windowedBy(TimeWindows.ofSizeAndGrace(window.getValue(), GRACE))
                    .aggregate(
                            () -> new Sum(0, 0),
                            (key, one, sum) -> sum.plus(one.requests(), one.joules()),
                            Named.as("sum-" + window.getKey()),
                            Materialized
                                    .<String, Sum,
                                            org.apache.kafka.streams.state.WindowStore<
                                                    org.apache.kafka.common.utils.Bytes, byte[]>>
                                            as(window.getKey())
                                    .withKeySerde(Serdes.String())
                                    .withValueSerde(sums()))
                    .toStream(
                            (windowed, sum) ->
                                    windowed.key() + "|" + windowed.window().start(),
                            Named.as("out-" + window.getKey()))
                    .to(prefix + window.getKey(), Produced.with(Serdes.String(), sums()));
        }
        return builder.build();
    }

    private static boolean valid(InferenceEvent event) {
        return !event.getTeam().isBlank()
                && event.getEventId().length() <= MAX_LENGTH
                && event.getCachedInputTokens() <= event.getInputTokens()
                && event.getInputTokens() >= 0
                && event.getOutputTokens() >= 0;
    }

    static String group(InferenceEvent event) {
        return String.join("|", event.getTeam(), event.getModelId(), event.getGpu(), event.getRegion());
    }

    /** Measured beats estimated; without a cost there is nothing to add. */
    private static double joules(InferenceEvent event, @Nullable InferenceCosts row) {
        if (event.getMeasuredEnergyMicrojoules() != null) {
            return event.getMeasuredEnergyMicrojoules() / 1e6;
        }
        return Optional.ofNullable(row)
                .flatMap(costs -> inForce(costs, event.getOccurredAt()))
                .map(revision -> microjoules(event, revision) / 1e6)
                .orElse(0.0);
    }

    private static Optional<CostRevision> inForce(InferenceCosts costs, Instant at) {
        return costs.getRevisions().stream()
                .filter(revision -> !revision.getEffectiveFrom().isAfter(at))
                .filter(revision -> revision.getEffectiveTo() == null
                        || revision.getEffectiveTo().isAfter(at))
                // Of two that begin together the later one in the row.
                .reduce((a, b) -> b.getEffectiveFrom().isBefore(a.getEffectiveFrom()) ? a : b);
    }

    /** Between the two points around its batch size, the last one beyond them, the first one without a batch size. */
    private static double microjoules(InferenceEvent event, CostRevision revision) {
        List<OperatingPoint> points = revision.getOperatingPoints();
        if (event.getBatchSize() == null) {
            return microjoules(event, points.get(0));
        }
        int batchSize = event.getBatchSize();
        Optional<OperatingPoint> below = points.stream()
                .filter(point -> point.getBatchSize() <= batchSize)
                .reduce((a, b) -> b.getBatchSize() >= a.getBatchSize() ? b : a);
        Optional<OperatingPoint> above = points.stream()
                .filter(point -> point.getBatchSize() >= batchSize)
                .reduce((a, b) -> b.getBatchSize() <= a.getBatchSize() ? b : a);
        OperatingPoint from = below.or(() -> above).orElseThrow();
        OperatingPoint to = above.orElse(from);
        double span = 1.0 / from.getBatchSize() - 1.0 / to.getBatchSize();
        double share = span == 0 ? 0 : (1.0 / from.getBatchSize() - 1.0 / batchSize) / span;
        return microjoules(event, from) + share * (microjoules(event, to) - microjoules(event, from));
    }

    private static double microjoules(InferenceEvent event, OperatingPoint point) {
        return event.getInferences() * point.getMicrojoulesPerInference().getCentral()
                + (event.getInputTokens() - event.getCachedInputTokens())
                        * point.getMicrojoulesPerInputToken().getCentral()
                + event.getCachedInputTokens()
                        * point.getMicrojoulesPerCachedInputToken().getCentral()
                + event.getOutputTokens() * point.getMicrojoulesPerOutputToken().getCentral();
    }
}
