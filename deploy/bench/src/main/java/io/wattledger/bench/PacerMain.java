package io.wattledger.bench;

import io.wattledger.bench.load.EventSource;
import io.wattledger.bench.load.EventTemplate;
import io.wattledger.bench.load.Population;
import io.wattledger.bench.load.Skew;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Produces events of now at an even pace until it is stopped. Arguments: brokers, topic, schema id, live keys, skew, events per
 * second.
 */
public final class PacerMain {

    private static final long OTHER_SEED = 7;
    private static final int PER_SECOND = 100;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private PacerMain() {}

    public static void main(String[] args) throws InterruptedException {
        Population population = Population.of(Integer.parseInt(args[3]), Settings.SEED);
        EventSource source =
                new EventSource(population, Skew.valueOf(args[4]), OTHER_SEED, new EventSource.TimeSpread(0, 0, 1));
        EventTemplate template = new EventTemplate(Integer.parseInt(args[2]), population);
        long rate = Long.parseLong(args[5]);
        try (var producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        args[0],
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        64 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            long begun = System.nanoTime();
            long sent = 0;
            while (true) {
                long due = rate == 0 ? sent + PER_SECOND : (long) ((double) (System.nanoTime() - begun) / NANOS * rate);
                for (; sent < due; sent++) {
                    var event = source.nextAt(System.currentTimeMillis());
                    var unused = producer.send(new ProducerRecord<>(
                            args[1],
                            null,
                            event.occurredAt(),
                            event.eventId().getBytes(StandardCharsets.ISO_8859_1),
                            template.encode(event)));
                }
                if (rate != 0) {
                    Thread.sleep(TimeUnit.SECONDS.toMillis(1) / PER_SECOND);
                }
            }
        }
    }
}
