package io.wattledger.bench;

import io.wattledger.bench.contender.Pricing;
import io.wattledger.bench.load.BenchEvent;
import io.wattledger.bench.load.EventSource;
import io.wattledger.bench.load.Tables;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.AvroSerde;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.standalone.child.LatestValues;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.Range;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether totals are right: the counts to the last token, the amounts but for the rounding of each event. */
final class BooksCheck {

    /** Half a unit of the energy of each event, times a PUE below 2, and half a unit of the product. */
    private static final double UNITS_PER_EVENT = 1.5;

    private static final int[] WINDOW_SECONDS = {60, 3_600, 86_400};

    private BooksCheck() {}

    /** The books as plain sums of the events of a load. */
    static Map<FootprintKey, FootprintTotal> expected(Load load) {
        Map<FootprintKey, FootprintTotal> books = new HashMap<>();
        var costs = Tables.costs();
        var sites = Tables.sites();
        EventSource source = load.source();
        for (long i = 0; i < load.events(); i++) {
            BenchEvent drawn = source.next();
            InferenceEvent event = drawn.record();
            FootprintTotal total = Pricing.price(
                    event, costs.get(event.getModelId() + "|" + event.getGpu()), sites.get(event.getRegion()));
            for (int seconds : WINDOW_SECONDS) {
                books.merge(key(drawn.dimensions(), drawn.occurredAt(), seconds), total, Pricing::plus);
            }
        }
        return books;
    }

    private static FootprintKey key(FootprintDimensions of, long occurredAt, int seconds) {
        return new FootprintKey(
                Instant.ofEpochMilli(occurredAt - Math.floorMod(occurredAt, seconds * 1_000L)),
                seconds,
                of.getTeam(),
                of.getProject(),
                of.getModelId(),
                of.getGpu(),
                of.getRegion());
    }

    /** The books as they lie in topics. */
    static Map<FootprintKey, FootprintTotal> published(
            LatestValues values, List<String> topics, SchemaRegistry registry) {
        var keys = AvroSerde.ofKey(new AvroCodec<>(FootprintKey.class, registry, false))
                .deserializer();
        var totals = AvroSerde.ofValue(new AvroCodec<>(FootprintTotal.class, registry, false))
                .deserializer();
        Map<FootprintKey, FootprintTotal> books = new HashMap<>();
        values.readOn();
        for (String topic : topics) {
            values.of(topic)
                    .forEach((key, value) ->
                            books.put(keys.deserialize(topic, bytes(key)), totals.deserialize(topic, value)));
        }
        return books;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** The first difference, if there is one. */
    static Optional<String> difference(
            Map<FootprintKey, FootprintTotal> expected, Map<FootprintKey, FootprintTotal> found) {
        if (expected.size() != found.size()) {
            return Optional.of("%d totals, not %d".formatted(found.size(), expected.size()));
        }
        return expected.entrySet().stream()
                .flatMap(each -> difference(each.getKey(), each.getValue(), found.get(each.getKey())).stream())
                .findFirst();
    }

    private static Optional<String> difference(
            FootprintKey key, FootprintTotal expected, @Nullable FootprintTotal found) {
        if (found == null) {
            return Optional.of("there is no total of " + key);
        }
        boolean counts = expected.getRequests() == found.getRequests()
                && expected.getInferences() == found.getInferences()
                && expected.getInputTokens() == found.getInputTokens()
                && expected.getCachedInputTokens() == found.getCachedInputTokens()
                && expected.getOutputTokens() == found.getOutputTokens()
                && expected.getUnpricedRequests() == found.getUnpricedRequests()
                && expected.getUnsitedRequests() == found.getUnsitedRequests();
        List<Function<FootprintTotal, @Nullable Range>> amounts = List.of(
                FootprintTotal::getEnergyMicrojoules,
                FootprintTotal::getFacilityEnergyMicrojoules,
                FootprintTotal::getWaterMicrolitres,
                FootprintTotal::getCarbonMicrograms);
        boolean near = amounts.stream()
                .allMatch(amount -> near(amount.apply(expected), amount.apply(found), expected.getRequests()));
        return counts && near
                ? Optional.empty()
                : Optional.of("the total of %s is%n%s, not%n%s".formatted(key, found, expected));
    }

    private static boolean near(@Nullable Range a, @Nullable Range b, long requests) {
        if (a == null || b == null) {
            return a == null && b == null;
        }
        double most = 1 + UNITS_PER_EVENT * requests;
        return Math.abs(a.getLow() - b.getLow()) <= most
                && Math.abs(a.getCentral() - b.getCentral()) <= most
                && Math.abs(a.getHigh() - b.getHigh()) <= most;
    }
}
