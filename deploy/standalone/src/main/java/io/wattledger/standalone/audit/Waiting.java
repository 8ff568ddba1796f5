package io.wattledger.standalone.audit;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;

/** Answers that take time. */
final class Waiting {

    private Waiting() {}

    /** The answer of Kafka. */
    static <T> T get(KafkaFuture<T> answer, Duration limit, String what) throws AuditException, InterruptedException {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new AuditException("Kafka refused to tell " + what + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new AuditException(
                    "Kafka did not tell " + what + " within " + limit.toSeconds()
                            + " s; is kafka.bootstrap.servers right?",
                    e);
        }
    }
}
