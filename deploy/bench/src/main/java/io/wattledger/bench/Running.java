package io.wattledger.bench;

import io.wattledger.bench.measure.Figures;
import io.wattledger.bench.measure.Interval;
import io.wattledger.bench.measure.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.config.TopicConfig;

/** A contender at work on a load. Closing it leaves nothing of it: no process, no topic, no group, no state. */
final class Running implements AutoCloseable {

    private static final Duration STALL_LIMIT = Duration.ofSeconds(90);
    private static final int TICK_MILLIS = 250;

    private final Contender contender;
    private final Stage stage;
    private final Load load;
    private final String group;
    private final Path folder;
    private final List<Instance> instances = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Watch watch;

    private Running(Contender contender, Stage stage, Load load, String group, Path folder)
            throws BenchException, InterruptedException {
        this.contender = contender;
        this.stage = stage;
        this.load = load;
        this.group = group;
        this.folder = folder;
        if (contender.writesTotalsOfItsGroup()) {
            for (String topic : totals()) {
                stage.cluster()
                        .create(
                                topic,
                                load.partitions(),
                                Map.of(
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        TopicConfig.CLEANUP_POLICY_COMPACT,
                                        TopicConfig.COMPRESSION_TYPE_CONFIG,
                                        "lz4"));
            }
        }
        for (int i = 0; i < contender.instances(); i++) {
            instances.add(stage.add(
                    Instance.start(contender, stage, load, group, folder.resolve("instance-" + i), List.of())));
        }
        watch = new Watch(stage, load, group, instances, Contender.named(contender.inner(), load.prefix(), group));
    }

    /**
     * Starts it.
     *
     * @param number of the run, which its group and folder are named after
     */
    static Running start(Contender contender, Stage stage, Load load, Path folder, int number)
            throws BenchException, InterruptedException {
        String group = contender.name() + "-" + number;
        return new Running(contender, stage, load, group, folder.resolve(group));
    }

    /** The names of its topics of totals. */
    List<String> totals() {
        return Contender.named(contender.totals(), load.prefix(), group);
    }

    /** Waits until everything is committed. */
    void awaitEnd() throws BenchException, InterruptedException {
        while (look().events() < load.events()) {
            Thread.sleep(TICK_MILLIS);
        }
    }

    /**
     * Measures until the load is done, or the limit is over.
     *
     * @param say takes how far it is
     */
    Figures measure(Duration limit, Consumer<String> say) throws BenchException, InterruptedException {
        long warmedUp = 0;
        while (true) {
            Sample now = look();
            if (now.events() > 0 && warmedUp == 0) {
                warmedUp = now.nanos() + Settings.WARM_UP.toNanos();
            }
            boolean over = warmedUp > 0
                    && now.nanos() - warmedUp
                            > limit.plus(Settings.COMMIT_INTERVAL).toNanos();
            if (over || now.events() >= load.events()) {
                break;
            }
            say.accept("%.1f M of %.1f M events%s"
                    .formatted(
                            now.events() / 1e6,
                            load.events() / 1e6,
                            rate().map(", %.2f M/s"::formatted).orElse("")));
            Thread.sleep(TICK_MILLIS);
        }
        Interval interval = interval(limit)
                .orElseThrow(() -> new BenchException(
                        contender.name() + " did not get far enough to be measured; give it more --seconds"));
        long resident =
                instances.stream().mapToLong(Instance::peakResidentBytes).sum();
        instances.forEach(Instance::stop);
        List<Figures.Collected> collected = new ArrayList<>();
        for (Instance instance : instances) {
            collected.add(instance.collected());
        }
        return Figures.of(interval, collected, resident);
    }

    private Optional<Interval> interval(Duration limit) {
        return Interval.of(samples, Settings.WARM_UP, limit, load.events());
    }

    private Optional<Double> rate() {
        return interval(Duration.ofHours(1)).map(interval -> interval.eventsPerSecond() / 1e6);
    }

    private Sample look() throws BenchException, InterruptedException {
        for (Instance instance : instances) {
            instance.requireAlive(contender.name());
        }
        Sample now = watch.look();
        samples.add(now);
        Sample moved = samples.stream()
                .filter(sample -> sample.events() == now.events())
                .findFirst()
                .orElse(now);
        if (now.nanos() - moved.nanos() > STALL_LIMIT.toNanos()) {
            throw new BenchException("%s stands still at %d of %d events for %d s; its logs are in %s"
                    .formatted(contender.name(), now.events(), load.events(), STALL_LIMIT.toSeconds(), folder));
        }
        return now;
    }

    /** Events that are committed now. */
    long committed() throws BenchException, InterruptedException {
        return watch.look().events();
    }

    /** kill -9 of the first instance, and the same again at once, as whatever runs it in production would do. */
    void killAndRestart() throws BenchException {
        instances.get(0).kill();
        instances.set(
                0, stage.add(Instance.start(contender, stage, load, group, folder.resolve("instance-0"), List.of())));
    }

    /** Leaves its logs only, for whoever looks for what went wrong. */
    @Override
    public void close() throws BenchException {
        instances.forEach(Instance::stop);
        try {
            stage.cluster().forget(stage.cluster().topicsOf(load.prefix(), group, load.inputs()), group);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("stopped while the topics of " + group + " were being deleted", e);
        }
        for (int i = 0; i < instances.size(); i++) {
            delete(folder.resolve("instance-" + i).resolve("state"));
        }
    }

    private static void delete(Path tree) throws BenchException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new BenchException("state " + tree + " cannot be deleted: " + e, e);
        }
    }
}
