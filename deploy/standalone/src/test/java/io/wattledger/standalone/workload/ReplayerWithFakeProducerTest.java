package io.wattledger.standalone.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.wattledger.v1.InferenceEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the fake producer that Kafka ships and a clock of our own; a real broker's part is shown elsewhere. */
class ReplayerWithFakeProducerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TRACE = """
            TIMESTAMP,ContextTokens,GeneratedTokens
            2023-11-16 18:00:00,1,1
            2023-11-16 18:00:30,2,1
            2023-11-16 18:01:00,3,1
            """;

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();
    private final List<Long> sentAtNanos = new ArrayList<>();

    @Test
    void shouldKeepThePaceOfTheTrace() throws IOException {
        MockProducer<byte[], byte[]> producer = producer(true);

        ReplayProgress end = replayer(producer).run(trace(), plan(Pace.speed(60)));

        assertThat(sentAtNanos).containsExactly(0L, 500_000_000L, 1_000_000_000L);
        assertThat(end).isEqualTo(new ReplayProgress(3, 3, 3, 0, 0, Duration.ofMinutes(1), Duration.ofMinutes(1)));
        assertThat(end.complete()).isTrue();
    }

    @Test
    void shouldKeepARate() throws IOException {
        replayer(producer(true)).run(trace(), plan(Pace.rate(100)));

        assertThat(sentAtNanos).containsExactly(0L, 10_000_000L, 20_000_000L);
    }

    @Test
    void shouldNotSleepForLessThanAMillisecondNorAtAllAtTheMaximum() throws IOException {
        replayer(producer(true)).run(trace(), plan(Pace.rate(10_000)));
        replayer(producer(true)).run(trace(), plan(Pace.max()));

        assertThat(clock.nanos).isZero();
    }

    @Test
    void shouldCatchUpWhenLate() throws IOException {
        MockProducer<byte[], byte[]> producer = producer(true);
        EventEncoder slowFirst = event -> {
            sentAtNanos.add(clock.nanos);
            if (sentAtNanos.size() == 1) {
                clock.nanos += 700_000_000L;
            }
            return encode(event);
        };

        new Replayer(producer, "events", slowFirst, clock).run(trace(), plan(Pace.speed(60)));

        assertThat(sentAtNanos).containsExactly(0L, 700_000_000L, 1_000_000_000L);
    }

    @Test
    void shouldShiftTimesSoThatTheLastOccursAtTheEnd() throws IOException {
        MockProducer<byte[], byte[]> producer = producer(true);

        replayer(producer).run(trace(), plan(Pace.speed(60)));

        assertThat(producer.history().stream().map(ReplayerWithFakeProducerTest::occurredAt))
                .containsExactly(NOW.plusSeconds(-59), NOW.plusSeconds(-29), NOW.plusSeconds(1));
    }

    @Test
    void shouldKeepTimesWhenTold() throws IOException {
        MockProducer<byte[], byte[]> producer = producer(true);

        replayer(producer).run(trace(), new ReplayPlan("r", Pace.max(), TimeShift.KEEP_TIMES));

        assertThat(occurredAt(producer.history().get(0))).isEqualTo(Instant.parse("2023-11-16T18:00:00Z"));
    }

    @Test
    void shouldKeyByEventIdAndLeaveTheTimestampToKafka() throws IOException {
        MockProducer<byte[], byte[]> producer = producer(true);

        replayer(producer).run(trace(), plan(Pace.max()));

        assertThat(producer.history()).extracting(ProducerRecord::topic).containsOnly("events");
        assertThat(producer.history()).extracting(ProducerRecord::timestamp).containsOnlyNulls();
        assertThat(producer.history().stream().map(r -> new String(r.key(), StandardCharsets.UTF_8)))
                .containsExactly("run7-1", "run7-2", "run7-3");
        assertThat(decode(producer.history().get(2).value()).get("eventId")).hasToString("run7-3");
    }

    @Test
    void shouldSendTheGeneratedTraceWithItsDamage() {
        MockProducer<byte[], byte[]> producer = producer(true);
        GeneratedTrace trace = new GeneratedTrace(5, 2000, Duration.ofHours(1));

        ReplayProgress end = replayer(producer).run(trace, plan(Pace.max()));

        assertThat(end.acknowledged()).isEqualTo(2000);
        long badMagic =
                producer.history().stream().filter(r -> r.value()[0] != 0).count();
        long undecodable = producer.history().stream()
                .filter(r -> r.value()[0] == 0 && !decodes(r.value()))
                .count();
        assertThat(badMagic).isEqualTo(trace.expected().badMagic());
        assertThat(undecodable).isEqualTo(trace.expected().truncated());
        assertThat(producer.history().stream()
                        .map(r -> new String(r.key(), StandardCharsets.UTF_8))
                        .distinct()
                        .count())
                .isEqualTo(2000 - trace.expected().duplicates());
        assertThat(producer.history().stream()
                        .filter(r -> decodes(r.value()))
                        .map(ReplayerWithFakeProducerTest::occurredAt))
                .allMatch(time -> !time.isAfter(NOW));
    }

    @Test
    void shouldNameTheRecordThatKafkaRefused() throws IOException {
        MockProducer<byte[], byte[]> producer = producer(false);
        EventEncoder refusing = event -> {
            if (event.getEventId().equals("run7-3")) {
                producer.completeNext();
                producer.errorNext(new TopicAuthorizationException("not allowed"));
            }
            return encode(event);
        };
        Replayer replayer = new Replayer(producer, "events", refusing, clock);

        assertThatThrownBy(() -> replayer.run(trace(), plan(Pace.max())))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("x_code.csv:3 (event run7-2) was not taken by topic events: not allowed")
                .hasMessageContaining("2 of 3 records are in Kafka")
                .hasCauseInstanceOf(TopicAuthorizationException.class);
        assertThat(replayer.progress().failed()).isEqualTo(1);
    }

    @Test
    void shouldSendNothingMoreAfterAFailure() throws IOException {
        MockProducer<byte[], byte[]> producer = producer(true);
        EventEncoder failing = event -> {
            throw new IllegalStateException("registry is gone");
        };
        Replayer replayer = new Replayer(producer, "events", failing, clock);

        assertThatThrownBy(() -> replayer.run(trace(), plan(Pace.max())))
                .isInstanceOf(ReplayException.class)
                .hasMessageContaining("x_code.csv:2 (event run7-1) was not sent: registry is gone");
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldStopBetweenRecords() throws IOException {
        MockProducer<byte[], byte[]> producer = producer(true);
        List<Replayer> self = new ArrayList<>();
        Replayer replayer = new Replayer(
                producer,
                "events",
                event -> {
                    self.get(0).stop();
                    return encode(event);
                },
                clock);
        self.add(replayer);

        ReplayProgress end = replayer.run(trace(), plan(Pace.speed(1)));

        assertThat(end.acknowledged()).isEqualTo(1);
        assertThat(end.complete()).isFalse();
        assertThat(clock.nanos).isZero();
    }

    @Test
    void shouldHaveNoMoreInFlightThanItMay() {
        MockProducer<byte[], byte[]> producer = producer(false);
        Replayer replayer = replayer(producer);
        int records = Replayer.MAX_IN_FLIGHT + 10;
        Trace trace = new GeneratedTrace(5, records, Duration.ofHours(1));

        CompletableFuture<ReplayProgress> run =
                CompletableFuture.supplyAsync(() -> replayer.run(trace, plan(Pace.max())));
        await().until(() -> replayer.progress().submitted() == Replayer.MAX_IN_FLIGHT);

        assertThat(replayer.progress().acknowledged()).isZero();
        await().until(() -> {
            producer.completeNext();
            return replayer.progress().submitted() > Replayer.MAX_IN_FLIGHT;
        });
        assertThat(replayer.progress().submitted()).isLessThan(records);
        replayer.stop();
        ReplayProgress end = run.join();
        assertThat(end.acknowledged()).isEqualTo(end.submitted()).isLessThan(records);
    }

    @Test
    void shouldReplayOnce() throws IOException {
        Replayer replayer = replayer(producer(true));
        replayer.run(trace(), plan(Pace.max()));

        assertThatThrownBy(() -> replayer.run(trace(), plan(Pace.max()))).isInstanceOf(IllegalStateException.class);
    }

    private Replayer replayer(MockProducer<byte[], byte[]> producer) {
        return new Replayer(
                producer,
                "events",
                event -> {
                    sentAtNanos.add(clock.nanos);
                    return encode(event);
                },
                clock);
    }

    private static ReplayPlan plan(Pace pace) {
        return new ReplayPlan("run7", pace, TimeShift.TO_NOW);
    }

    private Trace trace() throws IOException {
        Path file = Files.writeString(folder.resolve("x_code.csv"), TRACE);
        return TraceFiles.open(List.of(file), TraceMapping.defaults(), OnError.STOP, bad -> {});
    }

    private static MockProducer<byte[], byte[]> producer(boolean answersAtOnce) {
        return new MockProducer<>(
                answersAtOnce, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The wire format of schema 1. */
    private static byte[] encode(InferenceEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, 0, 1});
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            new SpecificDatumWriter<>(InferenceEvent.class).write(event, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** As any consumer would, without the generated class. */
    private static GenericRecord decode(byte[] bytes) {
        try {
            return new GenericDatumReader<GenericRecord>(InferenceEvent.getClassSchema())
                    .read(null, DecoderFactory.get().binaryDecoder(Arrays.copyOfRange(bytes, 5, bytes.length), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant occurredAt(ProducerRecord<byte[], byte[]> record) {
        return Instant.ofEpochMilli((Long) decode(record.value()).get("occurredAt"));
    }

    private static boolean decodes(byte[] bytes) {
        try {
            decode(bytes);
            return bytes[0] == 0;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static final class FakeClock implements ReplayClock {
        private long nanos;

        @Override
        public Instant now() {
            return NOW.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleep(long duration) {
            nanos += duration;
        }
    }
}
