package io.wattledger.servers;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real schema registry as a child process, reachable from this machine only. Schemas and their ids are kept in its
 * folder, each written through to disk, so they survive a restart and a crash. The child never outlives this JVM.
 */
public final class RegistryServer implements AutoCloseable {
    /** The system property that names the folder with the registry's {@code *-runner.jar} and {@code lib/}. */
    public static final String HOME_PROPERTY = "wattledger.registry.home";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private final ChildProcess process;
    private final String url;

    private RegistryServer(ChildProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts a registry and returns when it answers.
     *
     * @param dataDir its folder, created if missing; its output goes to {@code registry.log} there
     * @param port the port to listen on, 0 for a free one
     * @throws ServerStartException if the port is taken, the program is missing, or it dies or does not answer in 60 s
     */
    public static RegistryServer start(Path dataDir, int port) {
        Path folder = dataDir.toAbsolutePath().normalize();
        if (folder.toString().indexOf(';') >= 0) {
            throw new ServerStartException(
                    "registry: folder %s has a ; in its name, which its database cannot take. Choose another folder."
                            .formatted(folder));
        }
        return start(folder, runnerJar(), port, 1);
    }

    private static RegistryServer start(Path folder, Path jar, int wantedPort, int attempt) {
        int port = Ports.resolve(wantedPort, "registry");
        Path log = folder.resolve("registry.log");
        ChildProcess process;
        try {
            Files.createDirectories(folder);
            process = ChildProcess.start(command(jar, port), environment(folder), folder, log);
        } catch (IOException e) {
            throw new ServerStartException("registry: cannot start in folder %s: %s".formatted(folder, e), e);
        }
        String url = "http://%s:%d/apis/ccompat/v7".formatted(Ports.HOST, port);
        try {
            awaitAnswer(process, url, log);
            return new RegistryServer(process, url);
        } catch (ServerStartException e) {
            process.close();
            if (wantedPort == 0 && attempt < Ports.ATTEMPTS && !Ports.isFree(port)) {
                return start(folder, jar, wantedPort, attempt + 1);
            }
            throw e;
        }
    }

    /** The base URL for clients of the Confluent Schema Registry API. */
    public String url() {
        return url;
    }

    /** Asks the process to stop and kills it if it has not after 10 seconds. */
    @Override
    public void close() {
        process.close();
    }

    private static List<String> command(Path jar, int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx192m",
                "-Dquarkus.http.host=" + Ports.HOST,
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.http.access-log.enabled=false",
                "-Dquarkus.banner.enabled=false",
                "-Dquarkus.datasource.jdbc.initial-size=1",
                "-Dquarkus.datasource.jdbc.min-size=1",
                "-Dquarkus.datasource.jdbc.max-size=8",
                "-jar",
                jar.toString());
    }

    /** WRITE_DELAY=0 writes each commit through; DB_CLOSE_ON_EXIT=FALSE leaves closing to the server's own shutdown. */
    private static List<String> environment(Path folder) {
        return List.of("REGISTRY_DATASOURCE_URL=jdbc:h2:file:" + folder.resolve("registry")
                + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0");
    }

    private static Path runnerJar() {
        String home = System.getProperty(HOME_PROPERTY);
        if (home == null || home.isBlank()) {
            throw new ServerStartException(
                    "registry: system property %s is not set. Set it to the folder with the registry's *-runner.jar (a build unpacks it to deploy/servers/target/registry)."
                            .formatted(HOME_PROPERTY));
        }
        try (Stream<Path> files = Files.list(Path.of(home).toAbsolutePath())) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new ServerStartException(missing(home)));
        } catch (IOException e) {
            throw new ServerStartException(missing(home), e);
        }
    }

    private static String missing(String home) {
        return "registry: no *-runner.jar in %s (system property %s). In a checkout, build deploy/servers, which unpacks it; in a release, unpack the archive again."
                .formatted(home, HOME_PROPERTY);
    }

    private static void awaitAnswer(ChildProcess process, String url, Path log) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers(url)) {
            if (!process.isAlive()) {
                throw failed("died while starting", url, log);
            }
            if (System.nanoTime() - deadline > 0) {
                throw failed("did not answer within " + START_LIMIT.toSeconds() + " s", url, log);
            }
            try {
                Thread.sleep(POLL_INTERVAL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failed("was interrupted while starting", url, log);
            }
        }
    }

    private static boolean answers(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url + "/subjects").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(5_000);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }

    private static ServerStartException failed(String what, String url, Path log) {
        return new ServerStartException("registry: the process for %s %s. The end of %s:%n%s"
                .formatted(url, what, log, ChildProcess.lastLines(log)));
    }
}
