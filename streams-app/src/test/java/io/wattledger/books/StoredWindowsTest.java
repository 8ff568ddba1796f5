package io.wattledger.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.books.HistoryException.Why;
import io.wattledger.ledger.Window;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredWindowsTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final long FROM = NOON.toEpochMilli();
    private static final long TO = NOON.plusSeconds(3600).toEpochMilli();
    private static final long NOW = NOON.plus(Duration.ofDays(10)).toEpochMilli();

    private final Topics topics = new Topics(
            "wattledger.",
            SchemaRegistries.connect(Map.of("schema.registry.url", "mock://" + UUID.randomUUID())),
            true);
    private final FakeTopic minutes = new FakeTopic(topics.minutes().name());

    @Test
    void shouldGiveTheLastTotalOfEachWindowThatIsAskedFor() throws HistoryException {
        minutes.put(total(NOON, "search", 1));
        minutes.put(total(NOON.minusSeconds(60), "too early", 1));
        minutes.put(total(NOON, "search", 5));
        minutes.put(total(NOON, "ads", 2));
        minutes.put(total(NOON.plusSeconds(3600), "too late", 1));
        minutes.put(total(NOON.plusSeconds(3540), "search", 3));
        minutes.put(total(NOON, "search", 100));
        minutes.endsAt(6);

        WindowedBooks books = stored(10).between(Window.MINUTE, FROM, TO);

        assertThat(requests(books))
                .as("what was there when the reading began")
                .isEqualTo(Map.of(
                        "12:00 search", 5L,
                        "12:00 ads", 2L,
                        "12:59 search", 3L));
        assertThat(books.knownFrom()).isLessThan(FROM);
        assertThat(minutes.closed()).isTrue();
    }

    @Test
    void shouldLeaveOutWhatWasDeleted() throws HistoryException {
        minutes.put(total(NOON, "search", 1));
        minutes.put(total(NOON, "ads", 1));
        minutes.delete(total(NOON, "search", 1));

        assertThat(requests(stored(10).between(Window.MINUTE, FROM, TO))).isEqualTo(Map.of("12:00 ads", 1L));
    }

    @Test
    void shouldRefuseMoreTotalsThanFit() {
        minutes.put(total(NOON, "search", 1));
        minutes.put(total(NOON, "search", 2));
        minutes.put(total(NOON, "ads", 1));
        minutes.put(total(NOON, "support", 1));

        assertRefused(stored(2), Why.TOO_MUCH)
                .hasMessage(
                        "there are more than 2 totals of windows of 1m from 2026-11-01T12:00:00Z to"
                                + " 2026-11-01T13:00:00Z. Ask for a shorter time or longer windows, or use 'wattledger report'");
        assertThat(minutes.closed()).isTrue();
    }

    @Test
    void shouldGiveUpWhereItTakesTooLong() {
        minutes.endsAt(1);

        assertRefused(stored(limits(10, Duration.ofMillis(20), Duration.ZERO), minutes::open), Why.TOO_SLOW)
                .hasMessageStartingWith(
                        "the totals of windows of 1m from 2026-11-01T12:00:00Z to 2026-11-01T13:00:00Z cannot be read within 0 s. Ask for a shorter time");
    }

    @Test
    void shouldLetOneAskAtATime() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        StoredWindows stored = stored(limits(10, Duration.ofSeconds(20), Duration.ZERO), () -> {
            begun.countDown();
            await(goOn);
            return minutes.open();
        });
        minutes.put(total(NOON, "search", 1));

        CompletableFuture<WindowedBooks> first = CompletableFuture.supplyAsync(() -> between(stored));
        await(begun);
        assertRefused(stored, Why.BUSY)
                .hasMessage("another question about older windows is being answered; ask again in a moment");
        goOn.countDown();

        assertThat(first.get().rows()).hasSize(1);
        assertThat(between(stored).rows()).as("the turn was given back").hasSize(1);
    }

    @Test
    void shouldGiveTheTurnBackWhenKafkaIsAway() {
        StoredWindows stored = stored(limits(10, Duration.ofSeconds(20), Duration.ZERO), () -> {
            throw new KafkaException("no broker");
        });
        for (int i = 0; i < 2; i++) {
            assertRefused(stored, Why.UNAVAILABLE)
                    .hasMessage(
                            "topic wattledger.footprint-1m cannot be read: no broker. Are Kafka and the registry up?");
        }
    }

    @Test
    void shouldSayThatThereIsNoSuchTopic() {
        minutes.remove();
        assertRefused(stored(10), Why.UNAVAILABLE)
                .hasMessage("there is no topic wattledger.footprint-1m; an instance creates it when it starts");
    }

    @Test
    void shouldStopReadingWhenItIsClosed() {
        minutes.endsAt(1);
        StoredWindows stored = stored(10);
        minutes.onPoll(stored::close);

        assertRefused(stored, Why.UNAVAILABLE).hasMessage("the instance stops; ask another one");
        assertRefused(stored, Why.UNAVAILABLE).hasMessage("the instance stops; ask another one");
    }

    @Test
    void shouldNotAskKafkaForWhatRetentionTook() throws HistoryException {
        StoredWindows stored = stored(limits(10, Duration.ofSeconds(20), Duration.ZERO), () -> {
            throw new AssertionError("nothing to read");
        });
        long longAgo = NOON.minus(Duration.ofDays(100)).toEpochMilli();

        WindowedBooks books = stored.between(Window.MINUTE, longAgo, longAgo + 3_600_000);

        assertThat(books.rows()).isEmpty();
        assertThat(books.knownFrom()).isGreaterThan(longAgo);
    }

    @Test
    void shouldShowNothingOfWindowsThatRetentionHasBegunToTake() throws HistoryException {
        Instant edge = Instant.ofEpochMilli(NOW).minus(Duration.ofDays(32));
        minutes.put(total(edge.minusSeconds(60), "partly gone", 1));
        minutes.put(total(edge.plusSeconds(60), "kept", 1));

        WindowedBooks books = stored(10).between(Window.MINUTE, edge.toEpochMilli() - 3_600_000, TO);

        assertThat(requests(books).keySet()).containsExactly("12:01 kept");
        assertThat(books.knownFrom()).isEqualTo(edge.plusSeconds(60).toEpochMilli());
    }

    /** Now is noon; a clock that is a minute ahead takes what began by 12:01 the retention before. */
    @ParameterizedTest
    @CsvSource({
        "MINUTE, PT1H, 2026-11-01T11:01:00Z",
        "MINUTE, PT1H30S, 2026-11-01T11:01:00Z",
        "HOUR, PT24H, 2026-10-31T13:00:00Z",
        "HOUR, PT24H1M, 2026-10-31T12:00:00Z",
        "DAY, P3660D, 2016-10-25T00:00:00Z"
    })
    void shouldKnowWholeWindowsOnly(Window window, Duration retention, Instant from) {
        assertThat(Instant.ofEpochMilli(StoredWindows.knownFrom(window, retention, FROM)))
                .isEqualTo(from);
    }

    private StoredWindows stored(int maxRows) {
        return stored(limits(maxRows, Duration.ofSeconds(20), Duration.ZERO), minutes::open);
    }

    private StoredWindows stored(HistoryLimits limits, Supplier<Consumer<byte[], byte[]>> consumers) {
        return new StoredWindows(topics, limits, consumers, () -> NOW);
    }

    private static HistoryLimits limits(int maxRows, Duration reading, Duration waiting) {
        return new HistoryLimits(
                Map.of(
                        Window.MINUTE, Duration.ofDays(32),
                        Window.HOUR, Duration.ofDays(400),
                        Window.DAY, Duration.ofDays(3660)),
                maxRows,
                reading,
                waiting);
    }

    private ProducerRecord<byte[], byte[]> total(Instant start, String team, long requests) {
        return HandMadeWindows.total(topics.minutes(), 0, start, team, requests);
    }

    private static Map<String, Long> requests(WindowedBooks books) {
        return books.rows().stream()
                .collect(Collectors.toMap(
                        row -> Instant.ofEpochMilli(row.start()).toString().substring(11, 16) + " "
                                + row.dimensions().team(),
                        row -> row.total().usage().requests()));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(StoredWindows stored, Why why) {
        return assertThatThrownBy(() -> stored.between(Window.MINUTE, FROM, TO))
                .isInstanceOfSatisfying(HistoryException.class, refused -> assertThat(refused.why())
                        .isEqualTo(why));
    }

    private static WindowedBooks between(StoredWindows stored) {
        try {
            return stored.between(Window.MINUTE, FROM, TO);
        } catch (HistoryException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A topic of one partition; whatever the time that is asked for, its consumers begin at its beginning. */
    private static final class FakeTopic {
        private final String name;
        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        private final List<MockConsumer<byte[], byte[]>> opened = new ArrayList<>();
        private int partitions = 1;
        private long end;
        private Runnable onPoll = () -> {};

        FakeTopic(String name) {
            this.name = name;
        }

        void put(ProducerRecord<byte[], byte[]> record) {
            put(record, Optional.of(record.value()));
        }

        void delete(ProducerRecord<byte[], byte[]> record) {
            put(record, Optional.empty());
        }

        private void put(ProducerRecord<byte[], byte[]> record, Optional<byte[]> value) {
            records.add(new ConsumerRecord<>(
                    name,
                    0,
                    records.size(),
                    record.timestamp(),
                    TimestampType.CREATE_TIME,
                    ConsumerRecord.NULL_SIZE,
                    ConsumerRecord.NULL_SIZE,
                    record.key(),
                    value.orElse(null),
                    record.headers(),
                    Optional.empty()));
            end = records.size();
        }

        void remove() {
            partitions = 0;
        }

        void endsAt(long offset) {
            end = offset;
        }

        void onPoll(Runnable task) {
            onPoll = task;
        }

        boolean closed() {
            return !opened.isEmpty() && opened.stream().allMatch(MockConsumer::closed);
        }

        Consumer<byte[], byte[]> open() {
            TopicPartition partition = new TopicPartition(name, 0);
            var consumer = new MockConsumer<byte[], byte[]>("earliest") {
                @Override
                public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                        Map<TopicPartition, Long> times, Duration timeout) {
                    // The partitions are assigned by now, so that they take records.
                    records.forEach(this::addRecord);
                    return Map.of(partition, new OffsetAndTimestamp(0, 0));
                }
            };
            Node node = new Node(1, "localhost", 1);
            consumer.updatePartitions(
                    name,
                    Collections.nCopies(
                            partitions, new PartitionInfo(name, 0, node, new Node[] {node}, new Node[] {node})));
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
            consumer.updateEndOffsets(Map.of(partition, end));
            consumer.schedulePollTask(onPoll);
            opened.add(consumer);
            return consumer;
        }
    }
}
