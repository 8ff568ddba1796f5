package io.wattledger.bench.contender;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Runs a topology until SIGTERM. A failure ends the process: a contender that fails is not measured. */
final class StreamsRun {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);
    private static final int FAILED = 1;

    private StreamsRun() {}

    static void run(Topology topology, Properties properties) throws InterruptedException {
        KafkaStreams streams = new KafkaStreams(topology, properties);
        streams.setUncaughtExceptionHandler(failure -> {
            failure.printStackTrace();
            Runtime.getRuntime().halt(FAILED);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                Say.running();
            }
        });
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            boolean unused = streams.close(CloseOptions.timeout(STOP_LIMIT)
                                    .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
                        },
                        "stop"));
        streams.start();
        new CountDownLatch(1).await();
    }
}
