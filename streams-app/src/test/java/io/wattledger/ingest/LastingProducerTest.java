package io.wattledger.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LastingProducerTest {

    private static final ProducerRecord<byte[], byte[]> RECORD = new ProducerRecord<>("t", new byte[] {1});

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
    private final List<MockProducer<byte[], byte[]>> opened = new ArrayList<>();
    private final List<Optional<Exception>> answers = new ArrayList<>();
    private RuntimeException refusal = new IllegalStateException();
    private final LastingProducer producer = new LastingProducer(this::open, clock::get);

    private Producer<byte[], byte[]> open() {
        if (opened.size() == 3) {
            throw refusal;
        }
        var next = new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        opened.add(next);
        return next;
    }

    static List<RuntimeException> lasting() {
        return List.of(
                new ClusterAuthorizationException("no right to begin"),
                new SaslAuthenticationException("wrong password"),
                new KafkaException("we are in an error state"));
    }

    static List<RuntimeException> passing() {
        return List.of(
                new TimeoutException("expired"),
                new RecordTooLargeException("300 bytes, 200 allowed"),
                new TopicAuthorizationException("t"));
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void shouldTakeAnotherProducerWhereOneCannotGoOn(RuntimeException problem) {
        // Given
        answerWith(problem);
        passTime(LastingProducer.BETWEEN);

        // When
        send();

        // Then
        assertThat(opened).hasSize(2);
        assertThat(opened.get(0).closed()).isTrue();
        assertThat(opened.get(1).history()).hasSize(1);
        opened.get(1).completeNext();
        assertThat(answers).containsExactly(Optional.of(problem), Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("passing")
    void shouldKeepAProducerThatWillGoOn(RuntimeException problem) {
        answerWith(problem);
        passTime(LastingProducer.BETWEEN);

        send();

        assertThat(opened).hasSize(1);
    }

    @Test
    void shouldOpenNoMoreThanOneInAWhile() {
        answerWith(new ClusterAuthorizationException("no right to begin"));
        passTime(LastingProducer.BETWEEN.minusNanos(1));
        send();
        assertThat(opened).as("too early").hasSize(1);

        passTime(Duration.ofNanos(1));
        opened.get(0).errorNext(new ClusterAuthorizationException("again"));
        answerWith(new ClusterAuthorizationException("and again"));
        answerWith(new ClusterAuthorizationException("and again"));
        assertThat(opened).hasSize(2);

        passTime(LastingProducer.BETWEEN);
        send();
        assertThat(opened).hasSize(3);
    }

    @Test
    void shouldStayWithTheOldOneWhereNoneCanBeOpened() {
        for (int i = 0; i < 2; i++) {
            answerWith(new ClusterAuthorizationException("no right to begin"));
            passTime(LastingProducer.BETWEEN);
        }
        answerWith(new ClusterAuthorizationException("no right to begin"));
        passTime(LastingProducer.BETWEEN);
        refusal = new KafkaException("the keystore is gone");

        assertThatThrownBy(this::send).isSameAs(refusal);

        assertThat(opened.get(2).closed()).isFalse();
        send();
        assertThat(opened.get(2).history())
                .as("not asked for another one at once")
                .hasSize(2);
    }

    private void answerWith(RuntimeException problem) {
        send();
        opened.get(opened.size() - 1).errorNext(problem);
    }

    private void passTime(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private void send() {
        producer.send(RECORD, answers::add);
    }
}
