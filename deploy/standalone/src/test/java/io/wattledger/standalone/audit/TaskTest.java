package io.wattledger.standalone.audit;

import static io.wattledger.standalone.audit.Fields.set;
import static io.wattledger.standalone.audit.Hand.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.standalone.audit.Sum.Amount;
import io.wattledger.standalone.audit.Sum.Count;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.RejectReason;
import io.wattledger.v1.RejectedEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Overflows and records that are too large. */
class TaskTest {

    private static final int LARGE = (3 << 20) + 1;

    private final Findings findings = new Findings();
    private final Rejects rejects = new Rejects();
    private final Books books = new Books();
    private final AtomicReference<InferenceCosts> row = new AtomicReference<>(Hand.costs());
    private final Prices prices = new Prices((bytes, at) -> row.get(), (bytes, at) -> Hand.site(1, 0, 0, 0));
    private final Task task = new Task(new Task.Shared(
            Hand.RULES,
            new Refusals(Hand.RULES, (bytes, at) -> event(bytes)),
            rejects,
            new HandOver(1),
            prices,
            books,
            new Fingerprint.Maker(),
            new HashMap<>(),
            findings));

    /** The event of a record is told by its first byte. */
    private static InferenceEvent event(byte[] bytes) {
        return Hand.event("e-" + bytes[0], "team", NOON);
    }

    private void publish(double perInference) {
        row.set(Hand.costs(Hand.cost("a", 0, null, perInference)));
        prices.costRow(Hand.record("costs", 0, 0, 0, "m|g", new byte[1]));
    }

    private static ConsumerRecord<byte[], byte[]> record(@Nullable String key, byte[] value) {
        return Hand.record("in", 0, 0, NOON, key, value);
    }

    private void reject(RejectReason reason, byte @Nullable [] key, byte[] value) {
        RejectedEvent reject = new RejectedEvent();
        set(reject, "topic", "in");
        set(reject, "partition", 0);
        set(reject, "offset", 0);
        set(reject, "timestamp", Instant.ofEpochMilli(NOON));
        set(reject, "reason", reason);
        set(reject, "detail", "by hand");
        set(reject, "key", key == null ? null : ByteBuffer.wrap(key));
        set(reject, "value", ByteBuffer.wrap(value));
        set(reject, "headers", List.of());
        rejects.add(reject);
    }

    @Test
    void shouldBookUsageWhosePriceDoesNotFit() {
        publish(1e19);

        task.take(record("k", new byte[1]));
        task.close();

        assertThat(findings.total()).isZero();
        assertThat(books.sums().values()).singleElement().satisfies(sum -> {
            assertThat(sum.get(Count.UNPRICED)).isEqualTo(1);
            assertThat(sum.knows(Amount.ENERGY)).isFalse();
        });
    }

    @Test
    void shouldAllowAnOverflowUnderACostThatWasReplacedSince() {
        publish(1e19);
        publish(10);
        reject(RejectReason.OVERFLOW, new byte[] {'k'}, new byte[1]);

        task.take(record("k", new byte[1]));
        TaskCount count = task.close();

        assertThat(findings.total()).isZero();
        assertThat(count.rejectedByReason()).containsEntry(RejectReason.OVERFLOW, 1L);
    }

    @Test
    void shouldFindAnOverflowThatNoCostMade() {
        publish(10);
        reject(RejectReason.OVERFLOW, new byte[] {'k'}, new byte[1]);

        task.take(record("k", new byte[1]));
        task.close();

        assertThat(findings.firsts().get(Kind.REJECT)).contains("its cell could hold it");
    }

    @Test
    void shouldRefuseALargeRecordWithoutAKeyAndKnowItByItsBeginning() {
        byte[] value = new byte[LARGE];
        value[1] = 7;
        reject(RejectReason.FIELD_TOO_LONG, null, Arrays.copyOf(value, LARGE - 1));

        task.take(record(null, value));
        TaskCount count = task.close();

        assertThat(findings.firsts()).isEmpty();
        assertThat(count.handedOn()).isZero();
        assertThat(count.rejectedByReason()).containsEntry(RejectReason.FIELD_TOO_LONG, 1L);
    }

    @Test
    void shouldFindAnotherBeginning() {
        byte[] value = new byte[LARGE];
        value[1] = 7;
        reject(RejectReason.FIELD_TOO_LONG, null, new byte[LARGE - 1]);

        task.take(record(null, value));

        assertThat(findings.firsts().get(Kind.REJECT)).contains("another key, value or headers");
    }

    @Test
    void shouldWantAllOfARecordThatIsNotLarge() {
        byte[] value = new byte[LARGE - 1];
        reject(RejectReason.OVERFLOW, null, new byte[1]);

        task.take(record("", value));

        assertThat(findings.firsts().get(Kind.REJECT)).contains("another key, value or headers");
    }

    @Test
    void shouldHandOnTheLargestRecordWithoutAKey() {
        task.take(record(null, new byte[LARGE - 1]));

        assertThat(task.close().handedOn()).isEqualTo(1);
    }
}
