package io.wattledger.standalone.child;

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

/** A JVM, without a process between it and us, that ends when we do. */
public final class JavaChild implements AutoCloseable {

    /** For children that start often and live briefly. */
    private static final List<String> BRIEF = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

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
     * @param flags of the JVM
     * @param classPath must have this class's own too
     */
    public record Program(String mainClass, List<String> flags, String classPath, List<String> arguments) {

        /** A JVM of our own class path that starts quickly. */
        public Program(String mainClass, int heapMegabytes, List<String> arguments) {
            this(mainClass, brief(heapMegabytes), System.getProperty("java.class.path"), arguments);
        }

        private static List<String> brief(int heapMegabytes) {
            List<String> flags = new ArrayList<>(BRIEF);
            flags.add("-Xmx" + heapMegabytes + "m");
            return flags;
        }
    }

    /** Starts it; what it prints is appended to the log. */
    public static JavaChild start(Program program, Path log) {
        return start(program, log, ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    /**
     * Starts it.
     *
     * @param log for what it prints on standard error
     * @param out for what it prints on standard output
     */
    public static JavaChild start(Program program, Path log, ProcessBuilder.Redirect out) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program.flags());
        command.add(ChildMain.class.getName());
        command.add(program.mainClass());
        command.addAll(program.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("CLASSPATH", program.classPath());
        builder.environment().keySet().removeIf(name -> name.startsWith("WATTLEDGER_"));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            long logBegin = Files.exists(log) ? Files.size(log) : 0;
            return new JavaChild(builder.start(), log, logBegin);
        } catch (IOException e) {
            throw new UncheckedIOException("a JVM for " + program.mainClass() + " cannot be started", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path log() {
        return log;
    }

    /** Whether its log has this since it started. */
    public boolean logged(String text) {
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(logBegin);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    /** kill -9; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        await(KILL_LIMIT);
    }

    /** SIGTERM, and kill -9 after the limit. Returns whether it stopped by itself. */
    public boolean terminate(Duration limit) {
        // Process.destroy() closes its standard input as well, and it would halt as if its parent had died.
        if (process.toHandle().destroy() && await(limit)) {
            return true;
        }
        kill();
        return false;
    }

    /** Whether it ended within the limit. */
    public boolean await(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Its exit code; it must have ended. */
    public int status() {
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
