package io.wattledger.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL of this machine with an empty database, in a folder of its own, asked through psql. */
final class Postgres implements AutoCloseable {

    /** Far from UTC, and by half an hour more: a time that is read in the wrong zone shows. */
    private static final String SESSION_ZONE = "Asia/Kolkata";

    private static final String ROLE = "wattledger";
    private static final String SERVER_USER = "postgres";

    private final Path folder;
    private final int port;
    private final Process server;

    private Postgres(Path folder, int port, Process server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    /** What is missing on this machine, in words; empty if nothing is. */
    static Optional<String> missing() {
        if (binaries().isEmpty()) {
            return Optional.of("no PostgreSQL 15 or newer on this machine: apt-get install postgresql");
        }
        return Optional.empty();
    }

    static Postgres start() throws Exception {
        Path folder = Files.createTempDirectory("wattledger-postgres");
        List<String> asUser = List.of();
        if (isRoot()) {
            // It refuses to run as root.
            var user = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SERVER_USER);
            Files.setOwner(folder, user);
            asUser = List.of("setpriv", "--reuid=" + SERVER_USER, "--regid=" + SERVER_USER, "--clear-groups");
        }
        Path binaries = binaries().orElseThrow();
        Path data = folder.resolve("data");
        run(command(
                asUser,
                binaries.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--auth=trust",
                "--username=" + SERVER_USER,
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync"));
        int port = freePort();
        Path log = Files.createTempFile("wattledger-postgres", ".log");
        Process server = new ProcessBuilder(command(
                        asUser,
                        binaries.resolve("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off",
                        "-c",
                        "timezone=" + SESSION_ZONE))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Postgres postgres = new Postgres(folder, port, server);
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            assertThat(server.isAlive()).as(Files.readString(log)).isTrue();
            return postgres.psql(SERVER_USER, SERVER_USER, "-c", "SELECT 1").equals("1");
        });
        Files.delete(log);
        postgres.psql(SERVER_USER, SERVER_USER, "-c", "CREATE ROLE " + ROLE + " LOGIN");
        postgres.createDatabase(ROLE);
        return postgres;
    }

    void createDatabase(String name) throws Exception {
        psql(SERVER_USER, SERVER_USER, "-c", "CREATE DATABASE " + name + " OWNER " + ROLE);
    }

    /** As JDBC names a database. */
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    String role() {
        return ROLE;
    }

    /** What a query answers: a line a row, columns between bars, nothing for null. */
    List<String> query(String sql) throws Exception {
        return query(ROLE, sql);
    }

    List<String> query(String database, String sql) throws Exception {
        return psql(ROLE, database, "-c", sql).lines().toList();
    }

    /** Runs a file of statements. */
    void run(String database, Path file) throws Exception {
        psql(ROLE, database, "-f", file.toString());
    }

    private String psql(String user, String database, String... what) throws Exception {
        List<String> command = new ArrayList<>(List.of("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"));
        command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(port), "-U", user, "-d", database));
        command.addAll(List.of(what));
        return run(command);
    }

    private static List<String> command(List<String> first, String... then) {
        return Stream.concat(first.stream(), Stream.of(then)).toList();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return said;
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** The folder of the newest server program, where Debian puts it. */
    private static Optional<Path> binaries() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(versions)) {
            return folders.filter(folder -> folder.getFileName().toString().matches("\\d+"))
                    .filter(folder -> version(folder) >= 15)
                    .max(Comparator.comparingInt(Postgres::version))
                    .map(folder -> folder.resolve("bin"))
                    .filter(folder -> Files.isExecutable(folder.resolve("postgres")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int version(Path folder) {
        return Integer.parseInt(folder.getFileName().toString());
    }

    /** A port that nobody listens on. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        Worker.stop(server);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
