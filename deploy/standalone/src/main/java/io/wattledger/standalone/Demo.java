package io.wattledger.standalone;

import io.wattledger.app.StartException;
import io.wattledger.books.Books;
import io.wattledger.standalone.view.DemoView;
import io.wattledger.standalone.view.Snapshot;
import io.wattledger.standalone.workload.Pace;
import io.wattledger.standalone.workload.ReplayPlan;
import io.wattledger.standalone.workload.ReplayProgress;
import io.wattledger.standalone.workload.Replayer;
import io.wattledger.standalone.workload.TimeShift;
import io.wattledger.standalone.workload.Trace;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One demo: starts all parts, replays the trace, and watches the books until all of it is in them. */
final class Demo implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final long TICK_MILLIS = 250;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration RATE_SPAN = Duration.ofSeconds(3);

    private final DataFolder folder;
    private final Standalone.Ports ports;
    private final Map<String, String> settings;
    private final Trace trace;
    private final Pace pace;
    private final boolean once;
    private final long begun = System.nanoTime();
    private volatile boolean closed;
    private Optional<Standalone> standalone = Optional.empty();
    private Optional<Replayer> replayer = Optional.empty();

    Demo(
            DataFolder folder,
            Standalone.Ports ports,
            Map<String, String> settings,
            Trace trace,
            Pace pace,
            boolean once) {
        this.folder = folder;
        this.ports = ports;
        this.settings = settings;
        this.trace = trace;
        this.pace = pace;
        this.once = once;
    }

    /**
     * Runs until the trace is booked if it is to run once, and until {@link #close} otherwise.
     *
     * @return the last state
     */
    Snapshot run(DemoView view) throws StartException, InterruptedException, DemoFailure {
        Standalone parts = start();
        try (Producer<byte[], byte[]> producer = parts.producer()) {
            var events = parts.topics().events();
            var replay = new Replayer(producer, events.name(), event -> events.value()
                    .serializer()
                    .serialize(events.name(), event));
            replayer = Optional.of(replay);
            // Each run has ids of its own, so that a second one on the same books is not all duplicates.
            String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
            var plan = new ReplayPlan(run, pace, TimeShift.TO_NOW);
            CompletableFuture<ReplayProgress> replayed = CompletableFuture.supplyAsync(() -> replay.run(trace, plan));
            return watch(parts, replay, replayed, view);
        }
    }

    private synchronized Standalone start() throws StartException, InterruptedException {
        if (closed) {
            throw new InterruptedException("stopped before it began");
        }
        Standalone parts = Standalone.start(folder.path(), ports, settings);
        standalone = Optional.of(parts);
        return parts;
    }

    private Snapshot watch(Standalone parts, Replayer replay, CompletableFuture<ReplayProgress> replayed, DemoView view)
            throws InterruptedException, DemoFailure {
        Rate rate = new Rate();
        Optional<Map<Integer, Long>> ends = Optional.empty();
        long lastIn = -1;
        long lastChange = System.nanoTime();
        while (true) {
            Optional<String> failure = parts.app().stopped().getNow(Optional.empty());
            if (failure.isPresent()) {
                throw new DemoFailure("the application stopped: " + failure.get());
            }
            if (ends.isEmpty() && replayed.isDone()) {
                finish(replayed);
                ends = Optional.of(endOffsets(parts));
            }
            Books books = parts.app().books();
            long in = books.counts().in();
            boolean done = ends.map(books::include).orElse(false);
            var addresses = new Snapshot.Addresses(
                    parts.app().httpScheme() + "://127.0.0.1:" + parts.app().httpPort() + "/",
                    parts.bootstrapServers(),
                    parts.registryUrl());
            var snapshot =
                    new Snapshot(trace.name(), replay.progress(), books, done, rate.next(in), elapsed(), addresses);
            view.show(snapshot);
            if (closed || (once && done)) {
                return snapshot;
            }
            if (in != lastIn || done || ends.isEmpty()) {
                lastIn = in;
                lastChange = System.nanoTime();
            } else if (System.nanoTime() - lastChange > PATIENCE.toNanos()) {
                throw new DemoFailure("the books have not moved for " + PATIENCE.toMinutes()
                        + " minutes, and events are missing in them; the log is " + folder.path()
                        + "/wattledger.log (name a folder with --data to keep it)");
            }
            Thread.sleep(TICK_MILLIS);
        }
    }

    private static void finish(CompletableFuture<ReplayProgress> replayed) throws InterruptedException {
        try {
            replayed.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Where the events end that Kafka has, by partition. */
    private static Map<Integer, Long> endOffsets(Standalone parts) throws InterruptedException, DemoFailure {
        String topic = parts.topics().events().name();
        Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, parts.bootstrapServers());
        try (Admin admin = Admin.create(settings)) {
            int partitions = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .size();
            Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            Map<Integer, Long> ends = new HashMap<>();
            admin.listOffsets(latest)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new DemoFailure("the end of " + topic + " cannot be read: " + e.getCause());
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Stops everything that was started. Safe to call from any thread, and again. */
    @Override
    public void close() {
        closed = true;
        replayer.ifPresent(Replayer::stop);
        closeParts();
    }

    private synchronized void closeParts() {
        standalone.ifPresent(Standalone::close);
        standalone = Optional.empty();
        try {
            folder.close();
        } catch (IOException e) {
            LOG.warn("the temporary folder {} could not be deleted", folder.path(), e);
        }
    }

    /** Events per second over the last seconds. */
    private final class Rate {
        private final java.util.ArrayDeque<long[]> points = new java.util.ArrayDeque<>();

        double next(long in) {
            long now = elapsed().toNanos();
            points.addLast(new long[] {now, in});
            while (points.size() > 2 && now - points.getFirst()[0] > RATE_SPAN.toNanos()) {
                points.removeFirst();
            }
            long[] first = points.getFirst();
            double seconds = (now - first[0]) / 1e9;
            return seconds == 0 ? 0 : (in - first[1]) / seconds;
        }
    }
}
