package io.wattledger.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process that never outlives this JVM. It runs under a small shell that holds the other end of a pipe: when
 * our end closes, by {@link #close()} or because this JVM died (kill -9 included), the shell stops the child.
 */
final class ChildProcess implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int LAST_LINES = 20;

    /**
     * Runs "$@". The signals of a terminal are left to the parent, which stops the child in its own order. The child's
     * status becomes the shell's, so a child that dies is seen to die.
     */
    private static final String GUARD = """
            trap '' INT HUP
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            (
              cat <&3 >/dev/null
              kill $child
              for second in 1 2 3 4 5 6 7 8; do
                kill -0 $child || exit
                sleep 1
              done
              kill -9 $child
            ) >/dev/null 2>&1 &
            guard=$!
            wait $child
            status=$?
            kill $guard 2>/dev/null
            exit $status
            """;

    private final Process shell;
    private final Thread backstop;

    private ChildProcess(Process shell) {
        this.shell = shell;
        this.backstop = new Thread(this::stop, "child-process-stop");
    }

    /** Starts the command; its output is appended to the log. */
    static ChildProcess start(List<String> command, List<String> environment, Path folder, Path log)
            throws IOException {
        List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARD, "sh", "env"));
        guarded.addAll(environment);
        guarded.addAll(command);
        Process shell = new ProcessBuilder(guarded)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        ChildProcess child = new ChildProcess(shell);
        try {
            Runtime.getRuntime().addShutdownHook(child.backstop);
        } catch (IllegalStateException e) {
            child.stop();
            throw new IOException("this JVM is going down", e);
        }
        return child;
    }

    boolean isAlive() {
        return shell.isAlive();
    }

    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(backstop);
        } catch (IllegalStateException e) {
            // This JVM is going down: the hook runs or has run, and finds nothing left to do.
        }
    }

    private void stop() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            // A pipe that cannot be closed is closed already.
        }
        try {
            if (shell.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }

    /** The last lines of a log, without stack frames, which would leave no room for the causes. */
    static String lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t..."))
                    .toList();
            return String.join(
                    System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }
}
