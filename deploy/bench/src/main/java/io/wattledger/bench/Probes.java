package io.wattledger.bench;

import io.wattledger.bench.load.EventSource;
import io.wattledger.bench.load.EventTemplate;
import io.wattledger.bench.load.Population;
import io.wattledger.bench.load.Skew;
import io.wattledger.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Single events of a team of their own, and when each is seen. */
final class Probes implements AutoCloseable {

    static final String TEAM = "probe";

    private static final long SEED = 11;
    private static final int SCRAPE_MILLIS = 100;
    private static final long PROBE_NANOS = 230_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final double NANOS_PER_MILLI = 1e6;

    private final String topic;
    private final EventSource source;
    private final EventTemplate template;
    private final Producer<byte[], byte[]> producer;

    Probes(Stage stage, Load load, Population population) {
        topic = load.eventTopic();
        source = new EventSource(population, Skew.UNIFORM, SEED, new EventSource.TimeSpread(0, 0, 1));
        Topics topics = new Topics(load.prefix(), stage.registry(), false);
        template = new EventTemplate(
                stage.registry().idOf(topic + "-value", topics.eventCodec().schema()), population);
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stage.cluster().bootstrap(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** How many requests of {@link #TEAM} are to be seen by now; takes its time. */
    @FunctionalInterface
    interface Shown {
        long requests() throws InterruptedException;
    }

    /** On /metrics. */
    static Shown on(Scrape scrape) {
        return () -> {
            Thread.sleep(SCRAPE_MILLIS);
            return Scrape.requests(scrape.page().orElse(""), TEAM).orElse(0);
        };
    }

    /** Sends probes for as long as the limit says; the milliseconds that each took until it was seen, infinite for one that was not. */
    double[] measure(Shown where, Duration limit) throws InterruptedException {
        List<Long> sent = new ArrayList<>();
        List<Double> seen = new ArrayList<>();
        long begun = System.nanoTime();
        long end = begun + limit.toNanos();
        while (System.nanoTime() < end || seen.size() < sent.size()) {
            long now = System.nanoTime();
            if (now < end && now - begun >= sent.size() * PROBE_NANOS) {
                sent.add(now);
                send();
            }
            long shown = where.requests();
            long at = System.nanoTime();
            while (seen.size() < Math.min(shown, sent.size())) {
                seen.add((at - sent.get(seen.size())) / NANOS_PER_MILLI);
            }
            if (at > end + PATIENCE.toNanos()) {
                // Overloaded: what is not shown by now took too long to wait for.
                while (seen.size() < sent.size()) {
                    seen.add(Double.POSITIVE_INFINITY);
                }
            }
        }
        return seen.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void send() {
        var event = source.nextAt(System.currentTimeMillis());
        var unused = producer.send(new ProducerRecord<>(
                topic,
                null,
                event.occurredAt(),
                event.eventId().getBytes(StandardCharsets.ISO_8859_1),
                template.encode(event)));
    }

    @Override
    public void close() {
        producer.close();
    }
}
