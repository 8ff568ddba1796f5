package io.wattledger.standalone.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Something that must be undone even if this JVM is killed: a process that is stopped, a file system that is mounted. A small
 * shell does it, and undoes it when our end of its pipe closes.
 */
final class Held implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String PAUSE = """
            trap '' INT HUP TERM
            kill -STOP "$1" || exit 1
            echo held
            cat >/dev/null
            kill -CONT "$1"
            """;

    private static final String MOUNT = """
            trap '' INT HUP TERM
            mount -t tmpfs -o "size=$2,mode=700" wattledger-torture "$1" 2>/dev/null || exit 1
            echo held
            cat >/dev/null
            umount "$1" 2>/dev/null || umount -l "$1"
            """;

    private final Process shell;

    private Held(Process shell) {
        this.shell = shell;
    }

    /** Stops a process with SIGSTOP until it is closed. */
    static Held paused(long pid) {
        return hold(PAUSE, Long.toString(pid))
                .orElseThrow(() -> new IllegalStateException("process " + pid + " cannot be stopped with SIGSTOP"));
    }

    /** Mounts a file system of memory on a folder until it is closed; empty where that is not allowed. */
    static Optional<Held> mounted(Path folder, int megabytes) {
        return hold(MOUNT, folder.toString(), megabytes + "m");
    }

    private static Optional<Held> hold(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        try {
            Process shell = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // One byte tells that it is done, the end of the stream that it is not.
            if (shell.getInputStream().read() >= 0) {
                return Optional.of(new Held(shell));
            }
            shell.getOutputStream().close();
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("no shell can be started", e);
        }
    }

    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                shell.destroyForcibly();
            }
        } catch (IOException e) {
            shell.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
