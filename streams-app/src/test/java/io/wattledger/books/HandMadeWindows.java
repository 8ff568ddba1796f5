package io.wattledger.books;

import io.wattledger.schemas.Topic;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of windows as totalling writes them. */
final class HandMadeWindows {

    private HandMadeWindows() {}

    static ProducerRecord<byte[], byte[]> total(
            Topic<FootprintKey, FootprintTotal> topic, int partition, Instant start, String team, long requests) {
        FootprintKey key = new FootprintKey(start, 60, team, null, "llama", "h100", "eu-west-1");
        FootprintTotal total = FootprintTotal.newBuilder()
                .setRequests(requests)
                .setLateRequests(0)
                .setInferences(requests)
                .setInputTokens(0)
                .setCachedInputTokens(0)
                .setOutputTokens(0)
                .setUnpricedRequests(requests)
                .setUnsitedRequests(0)
                .setMeasuredEnergyMicrojoules(0)
                .build();
        return new ProducerRecord<>(
                topic.name(),
                partition,
                start.toEpochMilli(),
                topic.key().serializer().serialize(topic.name(), key),
                topic.value().serializer().serialize(topic.name(), total));
    }
}
