package io.wattledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The launcher at the root of the project, run as a process of its own with a folder for temporary files of its own. */
final class Launched implements AutoCloseable {

    /** Commands of tests live for seconds: the first compiler alone. */
    private static final String BRIEF = "-XX:TieredStopAtLevel=1";

    private static final Path LAUNCHER =
            Path.of("..", "..", "wattledger").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final Path out;
    private final Path err;
    private final Path temporary;

    private Launched(Process process, Path out, Path err, Path temporary) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.temporary = temporary;
    }

    /** @param folder working directory; may be used by several, one after another */
    static Launched start(Path folder, String... arguments) throws IOException {
        Path own = Files.createTempDirectory(folder, "launched");
        Path temporary = Files.createDirectory(own.resolve("tmp"));
        List<String> command = new ArrayList<>();
        if (ignoresInterrupts()) {
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.add(LAUNCHER.toString());
        command.addAll(List.of(arguments));
        Path out = own.resolve("out");
        Path err = own.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WATTLEDGER_"));
        // Tests run inside a build; another one in the same folders would pull the jars away from under it.
        builder.environment().put("WATTLEDGER_NO_BUILD", "1");
        builder.environment().put("WATTLEDGER_JAVA_OPTS", BRIEF + " -Djava.io.tmpdir=" + temporary);
        return new Launched(builder.start(), out, err, temporary);
    }

    /** Runs to the end. */
    static Launched run(Path folder, String... arguments) throws IOException, InterruptedException {
        Launched launched = start(folder, arguments);
        launched.awaitExit(LIMIT);
        return launched;
    }

    /** A shell that starts a build in the background makes it ignore Ctrl-C, and children inherit that. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    /** Sends a signal, as kill does. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still runs after " + limit + ": " + out() + err());
        }
        return process.exitValue();
    }

    /** Waits until its standard output has a match. */
    void awaitOut(String pattern) {
        awaitMatch(this::out, pattern);
    }

    /** Waits until its standard error, where the log goes, has a match. */
    void awaitErr(String pattern) {
        awaitMatch(this::err, pattern);
    }

    private void awaitMatch(Supplier<String> stream, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        Awaitility.await().atMost(LIMIT).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("ended early: " + out() + err());
            }
            return compiled.matcher(stream.get()).find();
        });
    }

    boolean runs() {
        return process.isAlive();
    }

    int status() {
        return process.exitValue();
    }

    String out() {
        return read(out);
    }

    String err() {
        return read(err);
    }

    /** The processes that it has started and that still run. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** What lies in its folder for temporary files, the JVM's own files aside. */
    List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("hsperfdata"))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = children();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
