package io.wattledger.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerIT {
    private static final String BODY = "{\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}";

    @TempDir
    Path folder;

    @Test
    void shouldKeepSchemasAndIdsOverARestart() throws Exception {
        String registered;
        try (RegistryServer registry = RegistryServer.start(folder, 0)) {
            registered = post(registry.url() + "/subjects/readings-value/versions");
        }
        try (RegistryServer registry = RegistryServer.start(folder, 0)) {
            assertThat(post(registry.url() + "/subjects/readings-value/versions"))
                    .isEqualTo(registered);
            assertThat(get(registry.url() + "/subjects")).contains("readings-value");
        }
    }

    @Test
    void shouldBeGoneAfterClose() {
        RegistryServer registry = RegistryServer.start(folder, 0);
        registry.close();
        assertThat(Ports.isFree(URI.create(registry.url()).getPort())).isTrue();
    }

    @Test
    void shouldDieWithItsParentAndKeepItsSchemas() throws Exception {
        // Given
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-D" + RegistryServer.HOME_PROPERTY + "=" + System.getProperty(RegistryServer.HOME_PROPERTY),
                        RegistryParent.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String url;
        try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
            url = out.lines()
                    .filter(line -> line.startsWith("http"))
                    .findFirst()
                    .orElseThrow();
            String registered = post(url + "/subjects/readings-value/versions");
            // When
            parent.destroyForcibly();
            assertThat(parent.waitFor(10, TimeUnit.SECONDS)).isTrue();
            // Then
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Ports.isFree(URI.create(url).getPort()));
            try (RegistryServer next = RegistryServer.start(folder, 0)) {
                assertThat(post(next.url() + "/subjects/readings-value/versions"))
                        .isEqualTo(registered);
            }
        }
    }

    @Test
    void shouldKeepSchemasWhenKilled() throws Exception {
        String registered;
        try (RegistryServer registry = RegistryServer.start(folder, 0)) {
            registered = post(registry.url() + "/subjects/readings-value/versions");
            ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("java"))
                    .forEach(ProcessHandle::destroyForcibly);
            await().until(() -> Ports.isFree(URI.create(registry.url()).getPort()));
        }
        try (RegistryServer registry = RegistryServer.start(folder, 0)) {
            assertThat(post(registry.url() + "/subjects/readings-value/versions"))
                    .isEqualTo(registered);
        }
    }

    @Test
    void shouldShowTheLogOfAStartThatFails() {
        try (RegistryServer registry = RegistryServer.start(folder, 0)) {
            assertThatThrownBy(() -> RegistryServer.start(folder, 0))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("died while starting")
                    .hasMessageContaining(folder.resolve("registry.log").toString())
                    .hasMessageContaining("The file is locked");
            assertThat(registry.url()).isNotEmpty();
        }
    }

    @Test
    void shouldRefuseAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> RegistryServer.start(folder, port))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("port " + port);
        }
    }

    private static String post(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/vnd.schemaregistry.v1+json");
        connection.setDoOutput(true);
        connection.getOutputStream().write(BODY.getBytes(StandardCharsets.UTF_8));
        return answer(connection);
    }

    private static String get(String url) throws IOException {
        return answer((HttpURLConnection) URI.create(url).toURL().openConnection());
    }

    private static String answer(HttpURLConnection connection) throws IOException {
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
