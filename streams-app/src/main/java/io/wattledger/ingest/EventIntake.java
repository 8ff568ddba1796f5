package io.wattledger.ingest;

import io.wattledger.ledger.EventRules;
import io.wattledger.rights.Refusals;
import io.wattledger.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Takes events of gateways that have no Kafka client, as CloudEvents 1.0 over HTTP in all three modes. Nothing that the books
 * would refuse goes to Kafka. No event is remembered here: booking recognises copies, and only of what was written.
 */
public final class EventIntake implements AutoCloseable {

    /** The attribute type of an event. */
    public static final String TYPE = "io.wattledger.inference.v1";

    /** Events that one request may have, if as many may wait for Kafka. */
    public static final int MOST_EVENTS = 10_000;

    private final RequestReader reader;
    private final EventRules rules;
    private final LongSupplier clock;
    private final int maxPending;
    private final Semaphore free;
    private final Outbox outbox;
    private final ThreadPoolExecutor answers;

    /**
     * @param kafka settings of Kafka's clients under their own names
     * @param refusals words for what Kafka does not let them do
     * @param maxPending events that may wait for Kafka at a time
     * @throws org.apache.kafka.common.KafkaException if Kafka's producer refuses a setting
     */
    public EventIntake(Map<String, String> kafka, Refusals refusals, Topics topics, EventRules rules, int maxPending) {
        this(
                () -> new KafkaProducer<>(
                        ProducerSettings.of(kafka), new ByteArraySerializer(), new ByteArraySerializer()),
                refusals,
                topics,
                rules,
                maxPending,
                System::currentTimeMillis);
    }

    /**
     * @param producers opens one, and another one where that cannot go on
     * @param clock milliseconds since the epoch
     */
    EventIntake(
            Supplier<Producer<byte[], byte[]>> producers,
            Refusals refusals,
            Topics topics,
            EventRules rules,
            int maxPending,
            LongSupplier clock) {
        this.reader = new RequestReader(Math.min(MOST_EVENTS, maxPending));
        this.rules = rules;
        this.clock = clock;
        this.maxPending = maxPending;
        this.free = new Semaphore(maxPending);
        this.outbox = new Outbox(new LastingProducer(producers, System::nanoTime), topics.events(), refusals);
        // What is handed in after the end runs where it is handed in, so that nobody waits for ever.
        this.answers = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> daemon(task, "ingest-answers"),
                (task, executor) -> task.run());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Takes the events of a request. Does not wait for Kafka.
     *
     * @param header looks a header of the request up by name, ignoring case
     * @param mayCharge teams that the sender may write events of
     * @return one receipt for each event, in order, when Kafka has answered for all of them, for which it has about
     *     15 seconds; on the one thread that answers all, so that what takes long, such as writing to a slow client, has to go
     *     on elsewhere
     * @throws UnreadableException if the request is not CloudEvents
     * @throws BusyException if more events would wait for Kafka than may, or Kafka is known not to confirm any
     */
    public CompletableFuture<List<Receipt>> take(
            Optional<String> contentType,
            Function<String, Optional<String>> header,
            byte[] body,
            Predicate<String> mayCharge)
            throws UnreadableException, BusyException {
        List<Reading> readings = reader.read(contentType, header, body);
        List<Verdict> verdicts = Verdict.of(readings, rules, mayCharge, clock.getAsLong());
        reserve((int) verdicts.stream().filter(Verdict.Write.class::isInstance).count());
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>(verdicts.size());
        for (Verdict verdict : verdicts) {
            receipts.add(carryOut(verdict, receipts));
        }
        return CompletableFuture.allOf(receipts.toArray(CompletableFuture[]::new))
                .thenApplyAsync(
                        all -> receipts.stream().map(CompletableFuture::join).toList(), answers);
    }

    private CompletableFuture<Receipt> carryOut(Verdict verdict, List<CompletableFuture<Receipt>> earlier) {
        if (verdict instanceof Verdict.Answered answered) {
            return CompletableFuture.completedFuture(answered.receipt());
        }
        if (verdict instanceof Verdict.Copy copy) {
            return earlier.get(copy.of()).thenApply(receipt -> receipt.ofCopy(copy.index()));
        }
        Verdict.Write write = (Verdict.Write) verdict;
        return outbox.send(write).thenApply(delivery -> {
            free.release();
            return receipt(write, delivery);
        });
    }

    /** While Kafka does not confirm events, one request at a time tries. */
    private void reserve(int events) throws BusyException {
        if (events > 0 && outbox.failing() && free.availablePermits() < maxPending) {
            throw new BusyException("Kafka does not confirm events at the moment; send the request again later");
        }
        if (!free.tryAcquire(events)) {
            throw new BusyException(
                    "too many events wait for Kafka, " + maxPending + " may; send the request again later");
        }
    }

    private static Receipt receipt(Verdict.Write write, Delivery delivery) {
        if (delivery instanceof Delivery.TooLarge tooLarge) {
            return Receipt.refused(write.index(), write.identity(), Refusal.TOO_LARGE, tooLarge.detail());
        }
        if (delivery instanceof Delivery.Unconfirmed unconfirmed) {
            return Receipt.unavailable(write.index(), write.identity(), unconfirmed.detail());
        }
        return Receipt.accepted(write.index(), write.identity());
    }

    /** Writes what waits, for a few seconds at most, and answers for all of it. */
    @Override
    public void close() {
        outbox.close();
        answers.shutdown();
    }
}
