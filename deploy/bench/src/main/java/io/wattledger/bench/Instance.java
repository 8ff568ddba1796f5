package io.wattledger.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.bench.measure.Figures;
import io.wattledger.bench.measure.GcLog;
import io.wattledger.bench.measure.ProcessStatus;
import io.wattledger.standalone.child.JavaChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A process of a contender. */
final class Instance implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final int LAST_LINES = 15;

    private final JavaChild process;
    private final Path folder;
    private final long startedNanos = System.nanoTime();

    private Instance(JavaChild process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** @param folder of its state and logs; made */
    static Instance start(Contender contender, Stage stage, Load load, String group, Path folder, List<String> more)
            throws BenchException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BenchException("folder " + folder + " cannot be made: " + e, e);
        }
        List<String> arguments = new ArrayList<>(List.of(
                "--bootstrap", stage.cluster().bootstrap(),
                "--registry", stage.registryUrl(),
                "--prefix", load.prefix(),
                "--group", group,
                "--threads", Integer.toString(contender.threads()),
                "--guarantee", contender.guarantee(),
                "--commit-ms", Long.toString(Settings.COMMIT_INTERVAL.toMillis()),
                "--state", folder.resolve("state").toString()));
        arguments.addAll(contender.arguments());
        arguments.addAll(more);
        List<String> flags = List.of(
                "-XX:+UseParallelGC",
                "-Xmx" + contender.heapMegabytes() + "m",
                GcLog.FLAG.formatted(folder.resolve("gc.log")));
        var program = new JavaChild.Program(contender.mainClass(), flags, contender.classPath(), arguments);
        return new Instance(
                JavaChild.start(
                        program,
                        folder.resolve("log"),
                        ProcessBuilder.Redirect.to(folder.resolve("out").toFile())),
                folder);
    }

    /** Fails with the end of its log if it has ended. */
    void requireAlive(String name) throws BenchException {
        if (process.isAlive()) {
            return;
        }
        throw new BenchException("%s ended by itself with exit code %d; the end of %s:%n%s"
                .formatted(name, process.status(), process.log(), String.join("\n", lastLines())));
    }

    private List<String> lastLines() {
        try {
            List<String> lines = Files.readAllLines(process.log()).stream()
                    .filter(line -> !line.startsWith("\tat "))
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    /** The events that it says it has completed, for an engine that commits no offsets. */
    OptionalLong told() {
        OptionalLong told = OptionalLong.empty();
        try {
            for (String line : Files.readAllLines(folder.resolve("out"))) {
                JsonNode events = JSON.readTree(line).path("events");
                if (events.isNumber()) {
                    told = OptionalLong.of(events.asLong());
                }
            }
        } catch (JsonProcessingException e) {
            return told;
        } catch (IOException e) {
            return OptionalLong.empty();
        }
        return told;
    }

    double cpuSeconds() {
        return ProcessStatus.cpuSeconds(process.pid());
    }

    long peakResidentBytes() {
        return ProcessStatus.peakResidentBytes(process.pid());
    }

    /** Its log of garbage, once it has ended. */
    Figures.Collected collected() throws BenchException {
        try {
            return new Figures.Collected(GcLog.of(Files.readAllLines(folder.resolve("gc.log"))), startedNanos);
        } catch (IOException e) {
            throw new BenchException("the log of the garbage collector cannot be read: " + e, e);
        }
    }

    /** SIGTERM, and kill -9 if that does not help. */
    void stop() {
        boolean unused = process.terminate(STOP_LIMIT);
    }

    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
