package io.wattledger.standalone.audit;

import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.RegistryAccessException;
import io.wattledger.schemas.RegistryUnavailableException;
import io.wattledger.schemas.UnknownSchemaException;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Rule 2: what is refused. */
final class Refusals {

    private static final long MICRO = 1_000_000;
    private static final long MOST_BYTES = 3 << 20;

    private final Rules rules;
    private final BiFunction<byte[], Position, InferenceEvent> decoder;

    Refusals(Rules rules, BiFunction<byte[], Position, InferenceEvent> decoder) {
        this.rules = rules;
        this.decoder = decoder;
    }

    /** What a record is. */
    sealed interface Verdict {

        /** It is refused. */
        record Refused(RejectReason reason) implements Verdict {}

        /** It can be booked, if it is no duplicate. */
        record Sound(InferenceEvent event) implements Verdict {}
    }

    /** @throws DecodeException if the registry cannot be asked */
    Verdict judge(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return new Verdict.Refused(RejectReason.EMPTY);
        }
        InferenceEvent event;
        try {
            event = decoder.apply(record.value(), new Position(record.topic(), record.partition(), record.offset()));
        } catch (RegistryUnavailableException | RegistryAccessException e) {
            throw e;
        } catch (UnknownSchemaException e) {
            return new Verdict.Refused(RejectReason.UNKNOWN_SCHEMA);
        } catch (DecodeException e) {
            return new Verdict.Refused(RejectReason.UNDECODABLE);
        }
        Optional<RejectReason> reason = refusal(event, record.timestamp());
        if (reason.isEmpty() && record.key() == null && isLarge(record)) {
            // It cannot be handed on.
            reason = Optional.of(RejectReason.FIELD_TOO_LONG);
        }
        return reason.isPresent() ? new Verdict.Refused(reason.get()) : new Verdict.Sound(event);
    }

    /** Whether it is too large to be written whole into another topic. */
    static boolean isLarge(ConsumerRecord<byte[], byte[]> record) {
        long size = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
        }
        return size > MOST_BYTES;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private Optional<RejectReason> refusal(InferenceEvent event, long arrival) {
        List<String> names = names(event);
        if (names.stream().anyMatch(String::isBlank)) {
            return Optional.of(RejectReason.MISSING_FIELD);
        }
        if (names.stream().anyMatch(name -> name.length() > rules.maxLength())) {
            return Optional.of(RejectReason.FIELD_TOO_LONG);
        }
        if (badCount(event)) {
            return Optional.of(RejectReason.BAD_COUNT);
        }
        long occurredAt = event.getOccurredAt().toEpochMilli();
        if (occurredAt < rules.earliest()) {
            return Optional.of(RejectReason.TOO_EARLY);
        }
        return occurredAt > arrival + rules.maxSkew() ? Optional.of(RejectReason.IN_THE_FUTURE) : Optional.empty();
    }

    private static List<String> names(InferenceEvent event) {
        return Stream.of(
                        event.getEventId(),
                        event.getSource(),
                        event.getTeam(),
                        event.getProject() == null ? event.getTeam() : event.getProject(),
                        event.getModelId(),
                        event.getGpu(),
                        event.getRegion())
                .toList();
    }

    private boolean badCount(InferenceEvent event) {
        return beyond(event.getInferences(), 1)
                || beyond(event.getInputTokens(), 1)
                || beyond(event.getCachedInputTokens(), 1)
                || beyond(event.getOutputTokens(), 1)
                || beyond(event.getGpuCount(), 1)
                || (event.getBatchSize() != null && beyond(event.getBatchSize(), 1))
                || (event.getDurationMillis() != null && beyond(event.getDurationMillis(), 1))
                || (event.getMeasuredEnergyMicrojoules() != null && beyond(event.getMeasuredEnergyMicrojoules(), MICRO))
                || event.getCachedInputTokens() > event.getInputTokens();
    }

    private boolean beyond(long count, long times) {
        return count < 0 || count > rules.maxCount() * times;
    }
}
