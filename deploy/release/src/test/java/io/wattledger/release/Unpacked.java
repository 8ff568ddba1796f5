package io.wattledger.release;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A release that lies unpacked on a machine with a Java runtime, the few tools of any system, and nothing else. */
final class Unpacked {

    /** What the launcher and the guard of the registry call. */
    private static final List<String> TOOLS = List.of("sh", "env", "cat", "sleep", "dirname", "readlink");

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Path home;
    private final Path tools;
    private final Path temporary;

    private Unpacked(Path home, Path tools, Path temporary) {
        this.home = home;
        this.tools = tools;
        this.temporary = temporary;
    }

    /** What a command printed, and its exit code. */
    record Ran(int status, String out, String err) {}

    /**
     * Unpacks an archive and takes the right to write from all that is in it.
     *
     * @param folder where it goes; may have a space in its name
     */
    static Unpacked of(Path archive, Path folder) throws IOException, InterruptedException {
        Path own = Files.createDirectories(folder);
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", own.toString())
                .inheritIO()
                .start();
        if (!tar.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || tar.exitValue() != 0) {
            throw new AssertionError(archive + " cannot be unpacked");
        }
        Path home = only(own);
        try (Stream<Path> files = Files.walk(home)) {
            files.forEach(Unpacked::protect);
        }
        return new Unpacked(home, linkTools(), Files.createDirectory(own.resolve("tmp")));
    }

    Path home() {
        return home;
    }

    /** Runs a command line from another folder, with nothing of this machine's environment. */
    Ran run(Path launcher, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH", tools.toString(),
                        "HOME", temporary.toString(),
                        "WATTLEDGER_JAVA_OPTS",
                                "-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
        Process process = builder.start();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(command + " still runs after " + LIMIT + ": " + Files.readString(err));
        }
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Each file of the release with its size and the time of its last change. */
    Map<Path, String> files() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.toList()) {
                files.put(home.relativize(file), Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return files;
    }

    /** A folder for PATH, anew. */
    private static Path linkTools() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "tools").toAbsolutePath());
        for (String tool : TOOLS) {
            link(folder.resolve(tool), find(tool));
        }
        link(folder.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
        return folder;
    }

    private static void link(Path link, Path target) throws IOException {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            if (all.size() != 1) {
                throw new AssertionError("an archive has one folder at its top, not " + all);
            }
            return all.get(0);
        }
    }

    private static void protect(Path file) {
        try {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
            permissions.removeAll(Set.of(
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_WRITE));
            Files.setPosixFilePermissions(file, permissions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path find(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + tool + " on this machine"));
    }

    /** Gives the right to write back, so that the folder can be deleted. */
    void release() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path folder : files.filter(Files::isDirectory).toList()) {
                Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(folder));
                permissions.add(PosixFilePermission.OWNER_WRITE);
                Files.setPosixFilePermissions(folder, permissions);
            }
        }
    }
}
