package io.wattledger.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** What an event must satisfy to be booked. */
public final class EventRules {

    private final long earliest;
    private final long maxSkew;
    private final int maxLength;
    private final long maxCount;
    private final long maxMicrojoules;

    /**
     * @param earliest the books go back no further than this
     * @param maxSkew how far an event may be ahead of its arrival
     * @param maxLength characters that a string may have
     * @param maxCount largest count of one event; keeps a lying producer from overflowing the books
     */
    public EventRules(Instant earliest, Duration maxSkew, int maxLength, long maxCount) {
        this.earliest = earliest.toEpochMilli();
        this.maxSkew = maxSkew.toMillis();
        this.maxLength = maxLength;
        this.maxCount = maxCount;
        this.maxMicrojoules = Math.multiplyExact(maxCount, 1_000_000);
    }

    /** Why an event that arrived at the given time (milliseconds since the epoch) is refused, if it is. */
    public Optional<Reject> check(EventFields event, long arrival) {
        return certainlyFine(event, arrival) ? Optional.empty() : check(event.event(), arrival);
    }

    /** Whether the rules have nothing against the texts. */
    public boolean sound(Dimensions dimensions) {
        return texts(dimensions, EventRules::blank)
                .or(() -> texts(dimensions, this::tooLong))
                .isEmpty();
    }

    /** Says so of nearly all events that are fine, without making an object; of the others the rules themselves decide. */
    private boolean certainlyFine(EventFields event, long arrival) {
        return event.combination().sound()
                && certainlyFine(event.bytes(), event.idFrom(), event.idLength())
                && certainlyFine(event.bytes(), event.sourceFrom(), event.sourceLength())
                && within(event.inferences())
                && within(event.inputTokens())
                && within(event.cachedInputTokens())
                && within(event.outputTokens())
                && within(event.batchSize())
                && within(event.gpuCount())
                && within(event.durationMillis())
                && event.measuredMicrojoules() >= 0
                && event.measuredMicrojoules() <= maxMicrojoules
                && event.cachedInputTokens() <= event.inputTokens()
                && event.occurredAt() >= earliest
                && event.occurredAt() <= arrival + maxSkew;
    }

    /** A text in UTF-8 has no more characters than bytes, and one that begins with a visible ASCII character is not blank. */
    private boolean certainlyFine(byte[] bytes, int from, int length) {
        return length > 0 && length <= maxLength && bytes[from] > ' ' && bytes[from] < 0x7f;
    }

    private boolean within(long count) {
        return count >= 0 && count <= maxCount;
    }

    /** Why an event that arrived at the given time (milliseconds since the epoch) is refused, if it is. */
    public Optional<Reject> check(Event event, long arrival) {
        return texts(event, EventRules::blank)
                .or(() -> texts(event, this::tooLong))
                .or(() -> count("inferences", event.inferences()))
                .or(() -> count("inputTokens", event.inputTokens()))
                .or(() -> count("cachedInputTokens", event.cachedInputTokens()))
                .or(() -> count("outputTokens", event.outputTokens()))
                .or(() -> count(
                        "measuredEnergyMicrojoules", event.measuredMicrojoules().orElse(0), maxMicrojoules))
                .or(() -> count("batchSize", event.batchSize().orElse(0)))
                .or(() -> count("gpuCount", event.gpuCount()))
                .or(() -> count("durationMillis", event.durationMillis().orElse(0)))
                .or(() -> cachedWithinInput(event))
                .or(() -> time(event.occurredAt(), arrival));
    }

    private static Optional<Reject> texts(Event event, BiFunction<String, String, Optional<Reject>> check) {
        return check.apply("eventId", event.eventId())
                .or(() -> check.apply("source", event.source()))
                .or(() -> texts(event.dimensions(), check));
    }

    private static Optional<Reject> texts(Dimensions dimensions, BiFunction<String, String, Optional<Reject>> check) {
        return check.apply("team", dimensions.team())
                .or(() -> dimensions.project().flatMap(project -> check.apply("project", project)))
                .or(() -> check.apply("modelId", dimensions.modelId()))
                .or(() -> check.apply("gpu", dimensions.gpu()))
                .or(() -> check.apply("region", dimensions.region()));
    }

    private static Optional<Reject> blank(String field, String value) {
        return value.isBlank()
                ? Optional.of(new Reject(Reject.Reason.MISSING_FIELD, field + " is empty"))
                : Optional.empty();
    }

    private Optional<Reject> tooLong(String field, String value) {
        return value.length() > maxLength
                ? Optional.of(new Reject(
                        Reject.Reason.FIELD_TOO_LONG,
                        field + " has " + value.length() + " characters, " + maxLength + " are allowed"))
                : Optional.empty();
    }

    private Optional<Reject> count(String field, long value) {
        return count(field, value, maxCount);
    }

    /** An event may claim as many joules as anything else. */
    private static Optional<Reject> count(String field, long value, long most) {
        if (value < 0) {
            return Optional.of(new Reject(Reject.Reason.BAD_COUNT, field + " is negative: " + value));
        }
        if (value > most) {
            return Optional.of(new Reject(Reject.Reason.BAD_COUNT, field + " is " + value + ", more than " + most));
        }
        return Optional.empty();
    }

    private static Optional<Reject> cachedWithinInput(Event event) {
        if (event.cachedInputTokens() > event.inputTokens()) {
            return Optional.of(new Reject(
                    Reject.Reason.BAD_COUNT,
                    "cachedInputTokens is " + event.cachedInputTokens() + ", more than inputTokens, which is "
                            + event.inputTokens()));
        }
        return Optional.empty();
    }

    private Optional<Reject> time(long occurredAt, long arrival) {
        if (occurredAt < earliest) {
            return Optional.of(new Reject(
                    Reject.Reason.TOO_EARLY,
                    "occurredAt is " + Instant.ofEpochMilli(occurredAt) + ", before "
                            + Instant.ofEpochMilli(earliest)));
        }
        if (occurredAt > arrival + maxSkew) {
            return Optional.of(new Reject(
                    Reject.Reason.IN_THE_FUTURE,
                    "occurredAt is " + Instant.ofEpochMilli(occurredAt) + ", more than " + Duration.ofMillis(maxSkew)
                            + " ahead of its arrival at " + Instant.ofEpochMilli(arrival)));
        }
        return Optional.empty();
    }
}
