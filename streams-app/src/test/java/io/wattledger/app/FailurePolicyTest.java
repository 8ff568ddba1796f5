package io.wattledger.app;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailurePolicyTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
    private final List<String> reasons = new ArrayList<>();
    private final FailurePolicy policy = new FailurePolicy(2, clock::get, FailurePolicyTest::refusal, reasons::add);

    private static Optional<String> refusal(Throwable failure) {
        return failure.getCause() instanceof TopicAuthorizationException
                ? Optional.of("no right on t")
                : Optional.empty();
    }

    @Test
    void shouldStopAtOnceWhenKafkaRefusesWhatANewThreadWouldBeRefusedToo() {
        var refused = new StreamsException("in a thread", new TopicAuthorizationException("t"));

        assertThat(policy.handle(refused)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(reasons).containsExactly("no right on t");
    }

    @Test
    void shouldReplaceThreadsUpToTheBoundAndThenStopWithTheRootOfTheFailure() {
        assertThat(policy.handle(new KafkaException("first"))).isEqualTo(REPLACE_THREAD);
        assertThat(policy.handle(new KafkaException("second"))).isEqualTo(REPLACE_THREAD);
        assertThat(reasons).isEmpty();

        assertThat(policy.handle(new KafkaException("third", new IllegalStateException("disk full"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(reasons).containsExactly("IllegalStateException: disk full");
    }

    @Test
    void shouldForgetFailuresAfterAnHour() {
        for (int i = 0; i < 10; i++) {
            assertThat(policy.handle(new KafkaException("now and then"))).isEqualTo(REPLACE_THREAD);
            clock.addAndGet(Duration.ofMinutes(30).toNanos() + 1);
        }
        assertThat(reasons).isEmpty();
    }

    @Test
    void shouldCountAFailureForAWholeHour() {
        policy.handle(new KafkaException("first"));
        policy.handle(new KafkaException("second"));
        clock.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(policy.handle(new KafkaException("third"))).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void shouldReplaceNothingWhenNothingIsAllowed() {
        FailurePolicy strict = new FailurePolicy(0, clock::get, failure -> Optional.empty(), reasons::add);
        assertThat(strict.handle(new KafkaException("first"))).isEqualTo(SHUTDOWN_CLIENT);
    }
}
