package io.wattledger.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wattledger.ledger.Reject;
import io.wattledger.rights.Part;
import io.wattledger.rights.Refusals;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With the fake producer that Kafka ships and a registry in memory; a real broker's part is shown in EventIntakeIT. */
class EventIntakeTest {

    private static final String BATCH = "application/cloudevents-batch+json";

    private final Topics topics = new Topics(
            "",
            SchemaRegistries.connect(Map.of("schema.registry.url", "mock://" + EventIntakeTest.class.getName())),
            true);
    private final HeldProducer producer = new HeldProducer();
    private final EventIntake intake = new EventIntake(
            () -> producer,
            new Refusals(Map.of(), Part.APPLICATION, ""),
            topics,
            Requests.RULES,
            5,
            Requests.NOW::toEpochMilli);

    /** Confirms when it is told to; may hold whoever sends. */
    private static final class HeldProducer extends MockProducer<byte[], byte[]> {
        private final CountDownLatch letGo = new CountDownLatch(1);
        private volatile boolean holds;

        HeldProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (holds) {
                await().until(() -> letGo.await(10, TimeUnit.MILLISECONDS));
                TimeoutException problem = new TimeoutException("Topic not present in metadata");
                callback.onCompletion(null, problem);
                return CompletableFuture.failedFuture(problem);
            }
            return super.send(record, callback);
        }
    }

    @AfterEach
    void close() {
        producer.letGo.countDown();
        intake.close();
    }

    @Test
    void shouldWriteWhatIsSoundAndSayWhatBecameOfTheRest() throws Exception {
        // When
        CompletableFuture<List<Receipt>> receipts = take(
                Requests.event("a"),
                Requests.event("b").replace("search", "support"),
                Requests.event("a").replace("100", "7"),
                Requests.event("c", "2019-12-31T23:59:59Z", Requests.DATA),
                "{}");
        confirm(1);

        // Then
        assertThat(lines(receipts))
                .containsExactly(
                        "0 /gateway/1 a ACCEPTED - - -",
                        "1 /gateway/1 b FORBIDDEN - - data.team is none that you may write events of",
                        "2 /gateway/1 a DUPLICATE 0 - -",
                        "3 /gateway/1 c REFUSED - TOO_EARLY occurredAt is 2019-12-31T23:59:59Z, before 2020-01-01T00:00:00Z",
                        "4 - - REFUSED - BAD_ATTRIBUTE Missing mandatory specversion attribute");
        assertThat(producer.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("inference-events");
            assertThat(record.partition()).isNull();
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("/gateway/1\0a");
            assertThat(topics.events()
                            .value()
                            .deserializer()
                            .deserialize(record.topic(), record.value())
                            .getInputTokens())
                    .isEqualTo(100);
        });
    }

    @Test
    void shouldAnswerACopyLikeTheFirstThatWasNotConfirmed() throws Exception {
        CompletableFuture<List<Receipt>> receipts = take(Requests.event("a"), Requests.event("b"), Requests.event("a"));
        await().until(() -> producer.history().size() == 2);
        producer.errorNext(new TimeoutException("expired"));
        producer.completeNext();

        assertThat(lines(receipts))
                .containsExactly(
                        "0 /gateway/1 a UNAVAILABLE - - it was not confirmed (TimeoutException); send it again, it counts once",
                        "1 /gateway/1 b ACCEPTED - - -",
                        "2 /gateway/1 a UNAVAILABLE - - it was not confirmed (TimeoutException); send it again, it counts once");
    }

    @Test
    void shouldRefuseAnEventThatIsTooLargeForKafkaAlone() throws Exception {
        CompletableFuture<List<Receipt>> receipts = take(Requests.event("a"), Requests.event("b"));
        await().until(() -> producer.history().size() == 2);
        producer.errorNext(new RecordTooLargeException("300 bytes, 200 allowed"));
        producer.completeNext();

        assertThat(lines(receipts))
                .containsExactly(
                        "0 /gateway/1 a REFUSED - TOO_LARGE the event is larger than Kafka takes: 300 bytes, 200 allowed",
                        "1 /gateway/1 b ACCEPTED - - -");
        assertThat(take(Requests.event("c"))).as("Kafka is not taken for down").isNotNull();
    }

    @Test
    void shouldTakeNoMoreThanMayWait() throws Exception {
        CompletableFuture<List<Receipt>> first = take(Requests.event("a"), Requests.event("b"), Requests.event("c"));
        assertThatThrownBy(() -> take(Requests.event("d"), Requests.event("e"), Requests.event("f")))
                .isInstanceOf(BusyException.class)
                .hasMessage("too many events wait for Kafka, 5 may; send the request again later");
        CompletableFuture<List<Receipt>> second = take(Requests.event("d"), Requests.event("e"));

        confirm(5);

        assertThat(first.get()).hasSize(3);
        assertThat(second.get()).extracting(Receipt::outcome).containsOnly(Receipt.Outcome.ACCEPTED);
        assertThat(producer.history()).as("nothing of the refused request").hasSize(5);
        assertThat(take(Requests.event("d"), Requests.event("e"), Requests.event("f")))
                .isNotNull();
    }

    @Test
    void shouldRefuseARequestThatCouldNeverBeTaken() {
        assertThatThrownBy(
                        () -> take(Collections.nCopies(6, Requests.event("a")).toArray(String[]::new)))
                .isInstanceOfSatisfying(UnreadableException.class, e -> assertThat(e.fault())
                        .isEqualTo(UnreadableException.Fault.SIZE));
    }

    @Test
    void shouldHoldUpNobodyWhileKafkaHoldsUpTheOutbox() throws Exception {
        // Given: Kafka that does not answer, and requests behind the one that waits for it
        producer.holds = true;
        List<CompletableFuture<List<Receipt>>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(take(Requests.event("e" + i)));
        }
        assertThatThrownBy(() -> take(Requests.event("e5"))).isInstanceOf(BusyException.class);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);

        // When: the first gives up
        producer.letGo.countDown();

        // Then: so do all, and the next may try
        for (CompletableFuture<List<Receipt>> each : waiting) {
            assertThat(each.get()).extracting(Receipt::outcome).containsExactly(Receipt.Outcome.UNAVAILABLE);
        }
        producer.holds = false;
        CompletableFuture<List<Receipt>> probe = take(Requests.event("e0"));
        assertThatThrownBy(() -> take(Requests.event("e1")))
                .isInstanceOf(BusyException.class)
                .hasMessage("Kafka does not confirm events at the moment; send the request again later");
        confirm(1);
        assertThat(probe.get()).extracting(Receipt::outcome).containsExactly(Receipt.Outcome.ACCEPTED);
        assertThat(take(Requests.event("e1"))).isNotNull();
        assertThat(take(Requests.event("e2"))).isNotNull();
    }

    @Test
    void shouldAnswerForAllWhenItStopsAndTakeNothingAfterwards() throws Exception {
        CompletableFuture<List<Receipt>> waiting = take(Requests.event("a"));
        await().until(() -> producer.history().size() == 1);
        producer.completeNext();

        intake.close();

        assertThat(waiting.get()).extracting(Receipt::outcome).containsExactly(Receipt.Outcome.ACCEPTED);
        assertThat(take(Requests.event("b")).get())
                .extracting(Receipt::outcome)
                .containsExactly(Receipt.Outcome.UNAVAILABLE);
    }

    @Test
    void shouldHaveAReasonForEachThatTheRulesMayGive() {
        EnumSet<Reject.Reason> ofRecords = EnumSet.of(
                Reject.Reason.EMPTY, Reject.Reason.UNDECODABLE, Reject.Reason.UNKNOWN_SCHEMA, Reject.Reason.OVERFLOW);
        assertThat(EnumSet.complementOf(ofRecords))
                .allSatisfy(reason -> assertThat(Refusal.of(reason).name()).isEqualTo(reason.name()));
    }

    private CompletableFuture<List<Receipt>> take(String... events) throws UnreadableException, BusyException {
        return intake.take(
                Optional.of(BATCH),
                Requests.headers(Map.of()),
                Requests.batch(Arrays.asList(events)).getBytes(StandardCharsets.UTF_8),
                "search"::equals);
    }

    private void confirm(int records) {
        for (int i = 0; i < records; i++) {
            await().until(producer::completeNext);
        }
    }

    private static List<String> lines(CompletableFuture<List<Receipt>> receipts) throws Exception {
        return receipts.get(10, TimeUnit.SECONDS).stream()
                .map(receipt -> "%d %s %s %s %s %s %s"
                        .formatted(
                                receipt.index(),
                                receipt.source().orElse("-"),
                                receipt.id().orElse("-"),
                                receipt.outcome(),
                                receipt.duplicateOf().isPresent()
                                        ? receipt.duplicateOf().getAsInt()
                                        : "-",
                                receipt.reason().map(Enum::name).orElse("-"),
                                receipt.detail().orElse("-")))
                .toList();
    }
}
