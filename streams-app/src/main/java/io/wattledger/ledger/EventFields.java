package io.wattledger.ledger;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One event at a time as booking reads it: counts in fields, texts where their bytes lie. It is filled again for each event, so that the
 * usual one makes no object: with a record and its strings for each, more time went into memory than into booking.
 */
public final class EventFields {

    private byte[] bytes = {};
    private int sourceFrom;
    private int sourceLength;
    private int idFrom;
    private int idLength;
    private Combination combination = Combination.NONE;
    private long occurredAt;
    private long inferences;
    private long inputTokens;
    private long cachedInputTokens;
    private long outputTokens;
    private boolean hasBatchSize;
    private int batchSize;
    private long gpuCount;
    private boolean hasDuration;
    private long durationMillis;
    private boolean measured;
    private long measuredMicrojoules;

    /** Takes an event whose texts are strings. */
    public void set(Event event, Combination ofEvent) {
        byte[] source = event.source().getBytes(StandardCharsets.UTF_8);
        byte[] id = event.eventId().getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[source.length + id.length];
        System.arraycopy(source, 0, both, 0, source.length);
        System.arraycopy(id, 0, both, source.length, id.length);
        texts(both, 0, source.length, source.length, id.length, ofEvent);
        occurredAt(event.occurredAt());
        counts(event.inferences(), event.inputTokens(), event.cachedInputTokens(), event.outputTokens());
        batchSize(event.batchSize().isPresent(), event.batchSize().orElse(0));
        serving(
                event.gpuCount(),
                event.durationMillis().isPresent(),
                event.durationMillis().orElse(0));
        measured(
                event.measuredMicrojoules().isPresent(),
                event.measuredMicrojoules().orElse(0));
    }

    /** Where source and eventId lie, in UTF-8, and the dimensions. */
    public void texts(byte[] in, int sourceAt, int sourceBytes, int idAt, int idBytes, Combination dimensions) {
        bytes = in;
        sourceFrom = sourceAt;
        sourceLength = sourceBytes;
        idFrom = idAt;
        idLength = idBytes;
        combination = dimensions;
    }

    public void occurredAt(long millis) {
        occurredAt = millis;
    }

    public void counts(long inferencesOf, long input, long cached, long output) {
        inferences = inferencesOf;
        inputTokens = input;
        cachedInputTokens = cached;
        outputTokens = output;
    }

    public void batchSize(boolean given, int size) {
        hasBatchSize = given;
        batchSize = size;
    }

    public void serving(long gpus, boolean timed, long millis) {
        gpuCount = gpus;
        hasDuration = timed;
        durationMillis = millis;
    }

    public void measured(boolean given, long microjoules) {
        measured = given;
        measuredMicrojoules = microjoules;
    }

    /** The event as a value, with strings. */
    public Event event() {
        return new Event(
                new String(bytes, sourceFrom, sourceLength, StandardCharsets.UTF_8),
                new String(bytes, idFrom, idLength, StandardCharsets.UTF_8),
                occurredAt,
                combination.dimensions(),
                inferences,
                inputTokens,
                cachedInputTokens,
                outputTokens,
                hasBatchSize ? OptionalInt.of(batchSize) : OptionalInt.empty(),
                gpuCount,
                hasDuration ? OptionalLong.of(durationMillis) : OptionalLong.empty(),
                measured ? OptionalLong.of(measuredMicrojoules) : OptionalLong.empty());
    }

    byte[] bytes() {
        return bytes;
    }

    int sourceFrom() {
        return sourceFrom;
    }

    int sourceLength() {
        return sourceLength;
    }

    int idFrom() {
        return idFrom;
    }

    int idLength() {
        return idLength;
    }

    Combination combination() {
        return combination;
    }

    /** Milliseconds since the epoch, UTC. */
    public long occurredAt() {
        return occurredAt;
    }

    long inferences() {
        return inferences;
    }

    long inputTokens() {
        return inputTokens;
    }

    long cachedInputTokens() {
        return cachedInputTokens;
    }

    long outputTokens() {
        return outputTokens;
    }

    boolean hasBatchSize() {
        return hasBatchSize;
    }

    /** 0 where it is not given. */
    int batchSize() {
        return batchSize;
    }

    long gpuCount() {
        return gpuCount;
    }

    /** Milliseconds; 0 where it is not given. */
    long durationMillis() {
        return durationMillis;
    }

    boolean measured() {
        return measured;
    }

    /** 0 where nothing was measured. */
    long measuredMicrojoules() {
        return measuredMicrojoules;
    }
}
