package io.wattledger.standalone.torture;

import io.wattledger.v1.InferenceEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Function;

/** The events of a run, without end: the same seed gives the same ones, but for the times, which are near those asked for. */
final class EventStream {

    static final double DUPLICATES = 0.05;
    static final double KEYLESS = 0.1;
    static final Duration BACKLOG = Duration.ofHours(24);

    private static final double MEASURED = 0.1;
    private static final double EMPTY_KEY = 0.01;
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(60);
    /** Share of the backlog in each partition; further ones get none. */
    private static final double[] BACKLOG_SHARES = {0.7, 0.2, 0.08, 0.02};

    private static final int DISORDER_MILLIS = 20_000;
    private static final int LATEST_HOURS = 20;
    private static final int UNKNOWN_SCHEMAS = 3;
    private static final int FIRST_UNKNOWN_SCHEMA = 900_000;

    /** More characters than booking.max-length allows unless it is told otherwise. */
    private static final int TOO_LONG = 256;
    /** Before booking.earliest, unless that is told otherwise. */
    private static final Instant BEFORE_THE_BOOKS = Instant.parse("2019-07-01T00:00:00Z");

    private final Random random;
    private final String source;
    private final Function<InferenceEvent, byte[]> encoder;
    private final PriorityQueue<Retry> retries = new PriorityQueue<>(Comparator.comparing(Retry::due));
    private long count;

    private record Retry(Instant due, Sending sending) {}

    EventStream(long seed, Function<InferenceEvent, byte[]> encoder) {
        this.random = new Random(seed);
        this.source = "torture-" + seed;
        this.encoder = encoder;
    }

    /**
     * A new event, which may come again within a minute.
     *
     * @param behind how long ago it occurred, about
     */
    Sending next(Instant now, Duration behind) {
        Sending sending = drawn(now.minus(behind), OptionalInt.empty());
        if (comesAgain(sending)) {
            retries.add(new Retry(now.plusMillis(random.nextInt((int) LONGEST_RETRY.toMillis())), sending));
        }
        return sending;
    }

    /** An event whose second copy is due. */
    Optional<Sending> dueRetry(Instant now) {
        Retry first = retries.peek();
        if (first == null || first.due().isAfter(now)) {
            return Optional.empty();
        }
        retries.remove();
        return Optional.of(first.sending());
    }

    /** All second copies that are still to come. */
    List<Sending> remainingRetries() {
        List<Sending> all = retries.stream().map(Retry::sending).toList();
        retries.clear();
        return all;
    }

    /** What piled up in a day, in order of time, most of it in one partition. */
    List<Sending> backlog(Instant now, int size, int partitions) {
        List<Sending> backlog = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Instant at = now.minus(BACKLOG.multipliedBy(size - i).dividedBy(size));
            Sending sending = drawn(at, OptionalInt.of(Math.min(partition(), partitions - 1)));
            backlog.add(sending);
            if (comesAgain(sending)) {
                backlog.add(sending);
            }
        }
        return backlog;
    }

    private boolean comesAgain(Sending sending) {
        return random.nextDouble() < DUPLICATES && sending.charge().isPresent();
    }

    private int partition() {
        double left = random.nextDouble();
        int partition = 0;
        while (partition < BACKLOG_SHARES.length - 1 && left >= BACKLOG_SHARES[partition]) {
            left -= BACKLOG_SHARES[partition];
            partition++;
        }
        return partition;
    }

    private Sending drawn(Instant now, OptionalInt wantedPartition) {
        EventKind kind = EventKind.draw(random);
        InferenceEvent event = event(kind, now);
        Optional<Charge> charge = kind.bookable()
                ? Optional.of(new Charge(event.getTeam(), event.getInputTokens(), event.getOutputTokens()))
                : Optional.empty();
        boolean keyless = random.nextDouble() < KEYLESS;
        boolean emptyKey = random.nextDouble() < EMPTY_KEY;
        Optional<byte[]> key = keyless
                ? Optional.empty()
                : Optional.of((emptyKey ? "" : event.getEventId()).getBytes(StandardCharsets.UTF_8));
        OptionalInt partition = keyless ? OptionalInt.empty() : wantedPartition;
        return new Sending(kind, key, partition, value(kind, event), charge);
    }

    private InferenceEvent event(EventKind kind, Instant now) {
        long input = random.nextInt(4_000);
        return InferenceEvent.newBuilder()
                .setEventId("e-" + count++ + (kind == EventKind.FIELD_TOO_LONG ? "-".repeat(TOO_LONG) : ""))
                .setSource(source)
                .setOccurredAt(time(kind, now))
                .setModelId(
                        switch (kind) {
                            case LATE_MODEL -> pick(Cast.LATE_MODELS);
                            case UNKNOWN_MODEL -> Cast.UNKNOWN_MODEL;
                            default -> pick(Cast.KNOWN_MODELS);
                        })
                .setGpu(pick(Cast.GPUS))
                .setTeam(kind == EventKind.EMPTY_TEAM ? "" : pick(Cast.TEAMS))
                .setProject(random.nextBoolean() ? null : "project")
                .setRegion(kind == EventKind.UNKNOWN_REGION ? Cast.UNKNOWN_REGION : pick(Cast.REGIONS))
                .setInferences(1 + random.nextInt(3))
                .setInputTokens(input)
                .setCachedInputTokens(
                        kind == EventKind.CACHED_OVER_INPUT
                                ? input + 1
                                : random.nextBoolean() ? 0 : random.nextInt((int) input + 1))
                .setOutputTokens(kind == EventKind.NEGATIVE_COUNT ? -1 : random.nextInt(1_000))
                .setBatchSize(random.nextInt(3) > 0 ? null : Integer.valueOf(1 << random.nextInt(7)))
                .setGpuCount(1)
                .setDurationMillis((long) random.nextInt(30_000))
                .setMeasuredEnergyMicrojoules(
                        random.nextDouble() < MEASURED ? Long.valueOf(1L + random.nextInt(2_000_000_000)) : null)
                .build();
    }

    private Instant time(EventKind kind, Instant now) {
        Instant near = now.minusMillis(random.nextInt(DISORDER_MILLIS));
        return switch (kind) {
            case LATE -> near.minus(Duration.ofMinutes(60L + random.nextInt(60 * LATEST_HOURS)));
            // Further ahead of now than any backlog is behind it.
            case FUTURE -> near.plus(BACKLOG).plus(Duration.ofMinutes(60L + random.nextInt(60)));
            case TOO_EARLY -> BEFORE_THE_BOOKS.plusMillis(random.nextInt(DISORDER_MILLIS));
            default -> near;
        };
    }

    private Optional<byte[]> value(EventKind kind, InferenceEvent event) {
        byte[] value = encoder.apply(event);
        return switch (kind) {
            case NO_VALUE -> Optional.empty();
            case TRUNCATED -> Optional.of(Arrays.copyOf(value, value.length / 2));
            case BAD_MAGIC -> {
                value[0] = 1;
                yield Optional.of(value);
            }
            case UNKNOWN_SCHEMA -> {
                ByteBuffer.wrap(value).putInt(1, FIRST_UNKNOWN_SCHEMA + random.nextInt(UNKNOWN_SCHEMAS));
                yield Optional.of(value);
            }
            default -> Optional.of(value);
        };
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
