package io.wattledger.topology;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of an instance, with an eye on how the transactions of each stream thread end. All tasks of a thread write in one
 * transaction. When Kafka Streams (4.3.1) begins one of them again because its state cannot be used, it commits what the others have
 * written, and aborts the rest; but while a rebalance is on it does not commit, and aborts what the others have written, too. They go
 * on as if nothing had happened, with offsets and state of records that nobody will ever see. {@link CommitHook#requireWhole} finds
 * out.
 */
public final class Transactions implements KafkaClientSupplier {

    private static final ThreadLocal<OfThread> THREAD = ThreadLocal.withInitial(OfThread::new);

    /** The transactions of one thread, counted. */
    static final class OfThread {

        private final Set<Long> aborted = new HashSet<>();
        private long current;

        /** Number of the transaction that what is written now goes into. */
        long current() {
            return current;
        }

        boolean isAborted(long number) {
            return aborted.contains(number);
        }

        void committed() {
            current++;
        }

        void aborted() {
            aborted.add(current);
            current++;
        }
    }

    /** Those of the thread that asks. */
    static OfThread ofThisThread() {
        return THREAD.get();
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {

            @Override
            public void commitTransaction() {
                boolean done = false;
                try {
                    super.commitTransaction();
                    done = true;
                } finally {
                    end(done);
                }
            }

            @Override
            public void abortTransaction() {
                end(false);
                super.abortTransaction();
            }
        };
    }

    private static void end(boolean committed) {
        if (committed) {
            ofThisThread().committed();
        } else {
            ofThisThread().aborted();
        }
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }
}
