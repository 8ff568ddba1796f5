package io.wattledger.ledger;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;

/** Values that tests of the ledger share. */
final class LedgerSamples {

    static final long NOON = 1_793_534_400_000L;
    static final Dimensions DIMENSIONS =
            new Dimensions("search", Optional.of("ranking"), "llama-3.1-8b-instruct", "h100-sxm5-80gb", "eu-west-1");

    private LedgerSamples() {}

    static Event event(String id) {
        return new Event(
                "gateway",
                id,
                NOON,
                DIMENSIONS,
                1,
                100,
                20,
                10,
                OptionalInt.empty(),
                1,
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    static Event at(long occurredAt) {
        Event e = event("a");
        return new Event(
                e.source(),
                e.eventId(),
                occurredAt,
                e.dimensions(),
                e.inferences(),
                e.inputTokens(),
                e.cachedInputTokens(),
                e.outputTokens(),
                e.batchSize(),
                e.gpuCount(),
                e.durationMillis(),
                e.measuredMicrojoules());
    }

    static Event measured(long microjoules) {
        Event e = event("a");
        return new Event(
                e.source(),
                e.eventId(),
                e.occurredAt(),
                e.dimensions(),
                e.inferences(),
                e.inputTokens(),
                e.cachedInputTokens(),
                e.outputTokens(),
                e.batchSize(),
                e.gpuCount(),
                e.durationMillis(),
                OptionalLong.of(microjoules));
    }

    static Event counts(long inferences, long input, long cached, long output) {
        Event e = event("a");
        return new Event(
                e.source(),
                e.eventId(),
                e.occurredAt(),
                e.dimensions(),
                inferences,
                input,
                cached,
                output,
                e.batchSize(),
                e.gpuCount(),
                e.durationMillis(),
                e.measuredMicrojoules());
    }

    static OperatingPoint point(int batchSize) {
        return new OperatingPoint(batchSize, Range.ZERO, Range.ZERO, Range.ZERO, new Range(1, 2, 3));
    }

    static CostRevision cost(String name, long from, OptionalLong to) {
        return new CostRevision(name, from, to, List.of(point(1)));
    }

    static SiteRevision site(String name, long from, OptionalLong to) {
        return new SiteRevision(name, from, to, 1.5, 1, 2, 360);
    }

    /** An entry's worth of a total: what an account of nothing but this usage posts. */
    static Total total(Usage usage, Footprint footprint, boolean measured) {
        Account account = new Account(usage, footprint, Account.Revisions.NONE, 0);
        return new Total(
                usage,
                account.unpricedRequests(),
                account.unsitedRequests(),
                footprint,
                measured ? footprint.energy().orElse(Amount.zero()) : Amount.zero(),
                0,
                Footprint.UNKNOWN);
    }

    static Usage usage(Random random) {
        long input = random.nextInt(5_000);
        return new Usage(
                1,
                random.nextInt(2),
                1 + random.nextInt(4),
                input,
                input == 0 ? 0 : random.nextInt((int) input),
                random.nextInt(800),
                random.nextInt(1_000_000_000));
    }

    static Range rate(Random random) {
        double low = 1_000 * random.nextDouble();
        double central = low + 1_000 * random.nextDouble();
        return new Range(low, central, central + 1_000 * random.nextDouble());
    }

    static OperatingPoint point(Random random) {
        return new OperatingPoint(1 + random.nextInt(64), rate(random), rate(random), rate(random), rate(random));
    }

    static SiteRevision site(Random random) {
        return site("s", random);
    }

    static SiteRevision site(String name, Random random) {
        return new SiteRevision(
                name,
                0,
                OptionalLong.empty(),
                1 + random.nextDouble(),
                3 * random.nextDouble(),
                5 * random.nextDouble(),
                900 * random.nextDouble());
    }

    /** The event as booking reads it. */
    static EventFields fields(Event event) {
        EventFields fields = new EventFields();
        fields.set(event, new Combinations(dimensions -> true).of(event.dimensions()));
        return fields;
    }
}
