package io.wattledger.bench.trial;

import io.wattledger.bench.contender.Settings;
import io.wattledger.ledger.Total;
import io.wattledger.v1.FootprintKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** A contender at work on a made-up input, with the totals that it should publish and those it did. */
public final class Trial implements AutoCloseable {

    private static final int PARTITIONS = 3;
    private static final int EVENTS = 6_000;
    private static final long SPAN_MILLIS = 3 * 3_600_000L;

    private final TrialServers servers;
    private final TrialTopics topics;
    private final TrialInput input;
    private final Settings settings;
    private final ExpectedTotals expected;
    private final List<Runnable> closing = new ArrayList<>();

    /**
     * Starts the servers and writes the tables.
     *
     * @param standalone the folder with the broker's jars, see {@link TrialServers#start}
     */
    public Trial(Path standalone, Path folder, int threads)
            throws IOException, InterruptedException, ExecutionException {
        this.servers = TrialServers.start(standalone, folder);
        this.topics = new TrialTopics(servers, "trial.");
        this.input = new TrialInput(42, EVENTS, SPAN_MILLIS);
        this.settings = new Settings(
                servers.bootstrap(),
                servers.registryUrl(),
                "trial.",
                "contender",
                threads,
                true,
                1_000,
                folder.resolve("state").toString());
        topics.create(PARTITIONS);
        this.expected = new ExpectedTotals(settings);
    }

    /** Half of the events of the whole trial. */
    public int half() {
        return EVENTS / 2;
    }

    /** Writes half of the events. */
    public void writeHalf() {
        topics.write(input, half(), expected::add);
    }

    /** Starts the contender whose jars lie in {@code app/} and {@code lib/} of a folder. */
    public JavaProcess start(Path module, List<String> flags, String mainClass) throws IOException {
        List<String> command = new ArrayList<>(flags);
        command.addAll(List.of(
                "-Xmx512m",
                mainClass,
                "--bootstrap=" + settings.bootstrap(),
                "--registry=" + settings.registry(),
                "--prefix=" + settings.prefix(),
                "--group=" + settings.group(),
                "--threads=" + settings.threads(),
                "--guarantee=exactly_once_v2",
                "--commit-ms=" + settings.commitMillis(),
                "--state=" + settings.state()));
        JavaProcess process =
                JavaProcess.start(module, command, Path.of(settings.state()).resolveSibling("contender.log"));
        closing.add(process::close);
        return process;
    }

    public Settings settings() {
        return settings;
    }

    /** The totals of what was written so far. */
    public Map<FootprintKey, Total> expected() {
        return expected.byWindow();
    }

    /** A reader of what is published; the topics exist once the contender runs. */
    public PublishedTotals published() {
        PublishedTotals published = new PublishedTotals(settings);
        closing.add(published::close);
        return published;
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
        servers.close();
    }
}
