package io.wattledger.standalone.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of the same class path, without a process between it and us, that ends when we do. */
final class JavaChild implements AutoCloseable {

    private static final Duration KILL_LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;
    private final long logBegin;

    private JavaChild(Process process, Path log, long logBegin) {
        this.process = process;
        this.log = log;
        this.logBegin = logBegin;
    }

    /**
     * What to run.
     *
     * @param mainClass its main class
     * @param heapMegabytes its largest heap
     */
    record Program(String mainClass, int heapMegabytes, List<String> arguments) {}

    /** Starts it; what it prints is appended to the log. */
    static JavaChild start(Program program, Path log) {
        return start(program, log, ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    /**
     * Starts it.
     *
     * @param log for what it prints on standard error
     * @param out for what it prints on standard output
     */
    static JavaChild start(Program program, Path log, ProcessBuilder.Redirect out) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Children start often and live briefly.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.add("-Xmx" + program.heapMegabytes() + "m");
        command.add(ChildMain.class.getName());
        command.add(program.mainClass());
        command.addAll(program.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().keySet().removeIf(name -> name.startsWith("WATTLEDGER_"));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            long logBegin = Files.exists(log) ? Files.size(log) : 0;
            return new JavaChild(builder.start(), log, logBegin);
        } catch (IOException e) {
            throw new UncheckedIOException("a JVM for " + program.mainClass() + " cannot be started", e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }

    /** Whether its log has this since it started. */
    boolean logged(String text) {
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(logBegin);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    /** kill -9; returns when the process is gone. */
    void kill() {
        process.destroyForcibly();
        await(KILL_LIMIT);
    }

    /** SIGTERM, and kill -9 after the limit. Returns whether it stopped by itself. */
    boolean terminate(Duration limit) {
        process.destroy();
        if (await(limit)) {
            return true;
        }
        kill();
        return false;
    }

    /** Whether it ended within the limit. */
    boolean await(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Its exit code; it must have ended. */
    int status() {
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
