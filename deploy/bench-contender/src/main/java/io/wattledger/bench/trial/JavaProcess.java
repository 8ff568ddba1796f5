package io.wattledger.bench.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A JVM with the class path of a module that put its jars into {@code app/} and {@code lib/}. */
public final class JavaProcess implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Thread reader = new Thread(this::read, "lines of " + process.pid());
        reader.setDaemon(true);
        reader.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /**
     * Starts it.
     *
     * @param module the folder with {@code app/} and {@code lib/}
     * @param command flags, main class and arguments
     * @param log for what it prints on standard error
     */
    public static JavaProcess start(Path module, List<String> command, Path log) throws IOException {
        Path folder = module.toAbsolutePath().normalize();
        List<String> whole = new ArrayList<>();
        whole.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        whole.addAll(List.of("-cp", folder.resolve("app") + "/*:" + folder.resolve("lib") + "/*"));
        whole.addAll(command);
        Files.createDirectories(log.toAbsolutePath().getParent());
        return new JavaProcess(
                new ProcessBuilder(whole)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start(),
                log);
    }

    private void read() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            // The process ended while it was read.
        }
    }

    /** What it has printed on standard output so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit code; it must have ended. */
    public int status() {
        return process.exitValue();
    }

    Path log() {
        return log;
    }

    /** SIGTERM. Returns whether it ended within the limit. */
    public boolean terminate(Duration limit) throws InterruptedException {
        process.destroy();
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            var unused = process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
