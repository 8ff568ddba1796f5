package io.wattledger.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandOverTest {

    private static final int PARTITIONS = 4;

    private final Findings findings = new Findings();
    private final Fingerprint.Maker fingerprints = new Fingerprint.Maker();
    private final HandOver handOver = new HandOver(PARTITIONS);

    private static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    private static ConsumerRecord<byte[], byte[]> record(
            String topic, int partition, int offset, @Nullable String key) {
        return Hand.record(topic, partition, offset, Hand.NOON, key, new byte[] {(byte) offset});
    }

    private Fingerprint content(String key, int number) {
        ConsumerRecord<byte[], byte[]> record = record("any", 0, number, key);
        return fingerprints.of(record.key(), record.value(), record.headers());
    }

    private void owe(int number) {
        handOver.owe(record("in", 0, number, null), content("key-" + number, number));
    }

    private void find(int number, int partition) {
        String key = "key-" + number;
        handOver.find(record("keyless", partition, number, key), content(key, number));
    }

    @Test
    void shouldKnowCopiesFromBeforePartitionsWereAdded() {
        for (int number = 0; number < 100; number++) {
            owe(number);
            find(number, partition("key-" + number, number < 50 ? 2 : PARTITIONS));
        }

        handOver.report(findings);

        assertThat(findings.firsts()).isEmpty();
    }

    @Test
    void shouldFindACopyThatIsNotWhereItsKeyLeads() {
        for (int number = 0; number < 100; number++) {
            owe(number);
            find(number, partition("key-" + number, PARTITIONS));
        }
        owe(100);
        int elsewhere = (partition("key-100", PARTITIONS) + 1) % PARTITIONS;
        find(100, elsewhere);

        handOver.report(findings);

        assertThat(findings.total()).isEqualTo(1);
        assertThat(findings.firsts().get(Kind.HANDED_ON))
                .isEqualTo("topic keyless partition " + elsewhere
                        + " offset 100 is a copy in a partition that its key never led to");
    }

    @Test
    void shouldFindThatACopyIsMissing() {
        owe(1);

        handOver.report(findings);

        assertThat(findings.firsts().get(Kind.HANDED_ON))
                .isEqualTo("topic in partition 0 offset 1, without a key, has 0 of 1 copies in keyless-events");
    }
}
