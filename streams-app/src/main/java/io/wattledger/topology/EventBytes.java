package io.wattledger.topology;

import io.wattledger.ledger.Combination;
import io.wattledger.ledger.Combinations;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.EventFields;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads an {@code InferenceEvent} straight from Avro's binary encoding, field by field in the order of the schema. Dimensions lie side
 * by side in it, so a known combination is one look-up and no string.
 *
 * <p>It reads what writers usually write, and says so if it cannot: it is no judge of what is malformed. Not thread-safe.
 */
final class EventBytes {

    /** The fields in the order in which {@link #read} takes them. */
    static final String LAYOUT = "eventId source occurredAt modelId gpu team project region inferences inputTokens"
            + " cachedInputTokens outputTokens batchSize gpuCount durationMillis measuredEnergyMicrojoules";

    private static final int LONGEST_VARINT = 10;

    /** Of eight bytes, the bit that says that the number goes on. */
    private static final long CONTINUED = 0x8080_8080_8080_8080L;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private final Combinations combinations;

    private byte[] bytes = {};
    private int at;
    private int end;

    /** Whether everything so far could be read. */
    private boolean good;

    EventBytes(Combinations combinations) {
        this.combinations = combinations;
    }

    /**
     * Reads an event.
     *
     * @param record of which the event takes all from the given place on
     * @return whether it could be read; if not, nothing is known of it, and the fields are worth nothing
     */
    boolean read(byte[] record, int from, EventFields into) {
        bytes = record;
        at = from;
        end = record.length;
        good = true;
        int idLength = length();
        int idFrom = skip(idLength);
        int sourceLength = length();
        int sourceFrom = skip(sourceLength);
        into.occurredAt(number());
        int dimensionsFrom = at;
        skip(length());
        skip(length());
        skip(length());
        if (given()) {
            skip(length());
        }
        skip(length());
        if (!good) {
            return false;
        }
        into.texts(bytes, sourceFrom, sourceLength, idFrom, idLength, combination(dimensionsFrom));
        into.counts(number(), number(), number(), number());
        boolean hasBatchSize = given();
        into.batchSize(hasBatchSize, hasBatchSize ? integer() : 0);
        int gpus = integer();
        boolean hasDuration = given();
        into.serving(gpus, hasDuration, hasDuration ? number() : 0);
        boolean measured = given();
        into.measured(measured, measured ? number() : 0);
        return good && at == end;
    }

    private Combination combination(int from) {
        int to = at;
        Combination known = combinations.find(bytes, from, to);
        return known == null ? combinations.learn(bytes, from, to, dimensions(from)) : known;
    }

    /** Reads again what was skipped. */
    private Dimensions dimensions(int from) {
        at = from;
        String modelId = text();
        String gpu = text();
        String team = text();
        Optional<String> project = given() ? Optional.of(text()) : Optional.empty();
        return new Dimensions(team, project, modelId, gpu, text());
    }

    private String text() {
        int length = length();
        return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
    }

    /** Goes on after a text; returns where it begins. */
    private int skip(int length) {
        int begin = at;
        at += length;
        return begin;
    }

    /** The length of a text that lies within the record. */
    private int length() {
        long length = number();
        if (length < 0 || length > end - at) {
            good = false;
            return 0;
        }
        return (int) length;
    }

    /** Which branch of a union of null and something. */
    private boolean given() {
        long branch = number();
        good &= branch == 0 || branch == 1;
        return branch == 1;
    }

    private int integer() {
        long number = number();
        good &= number == (int) number;
        return (int) number;
    }

    /** Most numbers have several bytes, and how many is hard to foresee: they are read at once, without a branch for each byte. */
    private long number() {
        if (end - at < Long.BYTES) {
            return numberByBytes();
        }
        long word = (long) LONG.get(bytes, at);
        long lastBytes = ~word & CONTINUED;
        if (lastBytes == 0) {
            return numberByBytes();
        }
        at += (Long.numberOfTrailingZeros(lastBytes) + 1) >>> 3;
        // Up to the last byte of the number; then seven bits of each byte move together, in pairs, fours and all.
        long coded = word & (lastBytes ^ (lastBytes - 1));
        coded = (coded & 0x007f_007f_007f_007fL) | ((coded & 0x7f00_7f00_7f00_7f00L) >>> 1);
        coded = (coded & 0x0000_3fff_0000_3fffL) | ((coded & 0x3fff_0000_3fff_0000L) >>> 2);
        coded = (coded & 0x0000_0000_0fff_ffffL) | ((coded & 0x0fff_ffff_0000_0000L) >>> 4);
        return (coded >>> 1) ^ -(coded & 1);
    }

    /** At the end of the record, and where a number is longer than eight bytes. */
    private long numberByBytes() {
        long coded = 0;
        for (int i = 0; i < LONGEST_VARINT && at < end; i++) {
            long b = bytes[at++];
            coded |= (b & 0x7f) << (7 * i);
            if (b >= 0) {
                // A tenth byte has one bit only.
                good &= i < LONGEST_VARINT - 1 || b <= 1;
                return (coded >>> 1) ^ -(coded & 1);
            }
        }
        good = false;
        return 0;
    }
}
