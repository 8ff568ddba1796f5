package io.wattledger.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an event must satisfy to be booked.
 *
 * @param earliest the books go back no further than this
 * @param maxSkew how far an event may be ahead of its arrival
 * @param maxLength characters that a string may have
 * @param maxCount largest count of one event; keeps a lying producer from overflowing the books
 */
public record EventRules(Instant earliest, Duration maxSkew, int maxLength, long maxCount) {

    /** Why an event that arrived at the given time (milliseconds since the epoch) is refused, if it is. */
    public Optional<Reject> check(Event event, long arrival) {
        return text("eventId", event.eventId())
                .or(() -> text("source", event.source()))
                .or(() -> text("team", event.dimensions().team()))
                .or(() -> event.dimensions().project().flatMap(project -> text("project", project)))
                .or(() -> text("modelId", event.dimensions().modelId()))
                .or(() -> text("gpu", event.dimensions().gpu()))
                .or(() -> text("region", event.dimensions().region()))
                .or(() -> count("inferences", event.inferences()))
                .or(() -> count("inputTokens", event.inputTokens()))
                .or(() -> count("cachedInputTokens", event.cachedInputTokens()))
                .or(() -> count("outputTokens", event.outputTokens()))
                .or(() -> count(
                        "measuredEnergyMicrojoules", event.measuredMicrojoules().orElse(0), maxMicrojoules()))
                .or(() -> count("batchSize", event.batchSize().orElse(0)))
                .or(() -> count("gpuCount", event.gpuCount()))
                .or(() -> count("durationMillis", event.durationMillis().orElse(0)))
                .or(() -> cachedWithinInput(event))
                .or(() -> time(event.occurredAt(), arrival));
    }

    private Optional<Reject> text(String field, String value) {
        if (value.isBlank()) {
            return Optional.of(new Reject(Reject.Reason.MISSING_FIELD, field + " is empty"));
        }
        if (value.length() > maxLength) {
            return Optional.of(new Reject(
                    Reject.Reason.FIELD_TOO_LONG,
                    field + " has " + value.length() + " characters, " + maxLength + " are allowed"));
        }
        return Optional.empty();
    }

    private Optional<Reject> count(String field, long value) {
        return count(field, value, maxCount);
    }

    /** An event may claim as many joules as anything else. */
    private long maxMicrojoules() {
        return Math.multiplyExact(maxCount, 1_000_000);
    }

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
        if (occurredAt < earliest.toEpochMilli()) {
            return Optional.of(new Reject(
                    Reject.Reason.TOO_EARLY,
                    "occurredAt is " + Instant.ofEpochMilli(occurredAt) + ", before " + earliest));
        }
        if (occurredAt > arrival + maxSkew.toMillis()) {
            return Optional.of(new Reject(
                    Reject.Reason.IN_THE_FUTURE,
                    "occurredAt is " + Instant.ofEpochMilli(occurredAt) + ", more than " + maxSkew
                            + " ahead of its arrival at " + Instant.ofEpochMilli(arrival)));
        }
        return Optional.empty();
    }
}
