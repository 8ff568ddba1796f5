package io.wattledger.bench.contender;

import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.InferenceEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** The floor of what any reader of the topic must do: poll, and decode with Avro's library unless told not to; nothing is kept. */
public final class PlainConsumer {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long STOP_SECONDS = 8;

    private final ContenderOptions options;
    private final Topic<byte[], InferenceEvent> events;
    private volatile boolean stopping;
    private volatile long tokens;

    private PlainConsumer(ContenderOptions options) {
        this.options = options;
        this.events = new Topics(
                        options.prefix,
                        SchemaRegistries.connect(Map.of("schema.registry.url", options.registry)),
                        false)
                .events();
    }

    public static void main(String[] args) throws InterruptedException {
        PlainConsumer plain = new PlainConsumer(ContenderOptions.of(args));
        CountDownLatch ended = new CountDownLatch(plain.options.threads);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> plain.stop(ended), "stop"));
        for (int i = 0; i < plain.options.threads; i++) {
            new Thread(
                            () -> {
                                try {
                                    plain.consume();
                                } finally {
                                    ended.countDown();
                                }
                            },
                            "consume-" + i)
                    .start();
        }
        ended.await();
    }

    private void stop(CountDownLatch ended) {
        stopping = true;
        try {
            boolean unused = ended.await(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void consume() {
        Deserializer<InferenceEvent> decoder = events.value().deserializer();
        boolean decode = !"none".equals(options.decode);
        long commitEvery = TimeUnit.MILLISECONDS.toNanos(options.commitMillis);
        try (var consumer =
                new KafkaConsumer<>(options.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(events.name()));
            Say.running();
            long committed = System.nanoTime();
            while (!stopping) {
                long sum = 0;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    sum += decode
                            ? decoder.deserialize(events.name(), record.value()).getOutputTokens()
                            : record.value().length;
                }
                // Somebody looks at the sum, so that no compiler leaves the work out.
                tokens = sum;
                if (System.nanoTime() - committed >= commitEvery) {
                    consumer.commitSync();
                    committed = System.nanoTime();
                }
            }
        }
    }

    /** Of the last poll. */
    long tokens() {
        return tokens;
    }
}
