package io.wattledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How settings, statuses and failures of a registry arrive, against small HTTP servers of the JDK. */
class SchemaRegistriesTest {
    private static final String PASSWORD = "changeit";
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @TempDir
    Path folder;

    private final List<HttpServer> servers = new ArrayList<>();
    private String url = "none served";

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @ParameterizedTest
    @CsvSource({
        "401, RegistryAccessException",
        "403, RegistryAccessException",
        "400, RegistryAccessException",
        "404, UnknownSchemaException",
        "409, IncompatibleSchemaException",
        "422, IncompatibleSchemaException",
        "429, RegistryUnavailableException",
        "500, RegistryUnavailableException",
        "503, RegistryUnavailableException"
    })
    void shouldTellRefusalsFromOutages(int status, String exception) throws IOException {
        serve(exchange -> answer(exchange, status, "{\"error_code\":%d,\"message\":\"no\"}".formatted(status)));
        try (SchemaRegistry registry = connect(Map.of())) {
            assertThatThrownBy(() -> registry.byId(1))
                    .isInstanceOf(DecodeException.class)
                    .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(exception))
                    .hasMessageContaining("schema id 1")
                    .hasMessageContaining("HTTP " + status);
        }
    }

    @Test
    void shouldTellASubjectThatIsMissingFromAServerThatIsNoRegistry() throws IOException {
        serve(exchange -> answer(exchange, 404, "{\"error_code\":40401,\"message\":\"Subject not found.\"}"));
        try (SchemaRegistry registry = connect(Map.of())) {
            assertThat(registry.versions("a")).isEmpty();
        }
        serve(exchange -> answer(exchange, 404, "{\"error_code\":404,\"message\":\"no such path\"}"));
        try (SchemaRegistry other = connect(Map.of())) {
            assertThatThrownBy(() -> other.versions("a"))
                    .isInstanceOf(RegistryAccessException.class)
                    .hasMessageContaining("is no schema registry")
                    .hasMessageContaining("/apis/ccompat/v7");
        }
    }

    @Test
    void shouldSendCredentials() throws IOException {
        String expected = "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        serve(exchange -> {
            boolean known = expected.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, known ? 200 : 401, known ? "[1]" : "{\"error_code\":401,\"message\":\"who?\"}");
        });
        try (SchemaRegistry with = connect(
                        Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "me:secret"));
                SchemaRegistry without = connect(Map.of())) {
            assertThat(with.versions("a")).containsExactly(1);
            assertThatThrownBy(() -> without.versions("a")).isInstanceOf(RegistryAccessException.class);
        }
    }

    @Test
    void shouldSendABearerToken() throws IOException {
        serve(exchange -> {
            boolean known = "Bearer token-1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, known ? 200 : 401, known ? "[1]" : "{\"error_code\":401,\"message\":\"who?\"}");
        });
        try (SchemaRegistry registry =
                connect(Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "token-1"))) {
            assertThat(registry.versions("a")).containsExactly(1);
        }
    }

    @Test
    void shouldTrustACertificateOfTheTruststoreAndNoOther() throws Exception {
        // Given
        Path keystore = keystore();
        HttpsServer https = HttpsServer.create(ANY_PORT, 0);
        https.setHttpsConfigurator(new HttpsConfigurator(tls(keystore)));
        https.createContext("/", exchange -> answer(exchange, 200, "[1]"));
        servers.add(https);
        https.start();
        url = "https://localhost:" + https.getAddress().getPort();
        // Then
        try (SchemaRegistry trusting = SchemaRegistries.connect(Map.of(
                        "schema.registry.url",
                        url,
                        "schema.registry.ssl.truststore.location",
                        keystore.toString(),
                        "schema.registry.ssl.truststore.password",
                        PASSWORD,
                        "schema.registry.ssl.truststore.type",
                        "PKCS12"));
                SchemaRegistry other = SchemaRegistries.connect(Map.of("schema.registry.url", url))) {
            assertThat(trusting.versions("a")).containsExactly(1);
            assertThatThrownBy(() -> other.versions("a"))
                    .isInstanceOf(RegistryAccessException.class)
                    .hasMessageContaining("certification path");
        }
    }

    @Test
    void shouldGiveUpOnARegistryThatDoesNotAnswerInTime() throws IOException {
        serve(exchange -> {
            // Never answered.
        });
        try (SchemaRegistry registry = connect(Map.of("http.read.timeout.ms", "100"))) {
            assertThatThrownBy(() -> registry.byId(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("timed out");
        }
    }

    @Test
    void shouldSayThatASchemaIsNotAvro() throws IOException {
        serve(exchange -> answer(
                exchange, 200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax = \\\"proto3\\\"; message A {}\"}"));
        try (SchemaRegistry registry = connect(Map.of())) {
            assertThatThrownBy(() -> registry.byId(1))
                    .isInstanceOf(IncompatibleSchemaException.class)
                    .hasMessageContaining("not an Avro schema");
        }
    }

    @Test
    void shouldNameTheRegistryWithoutCredentials() {
        try (SchemaRegistry registry =
                SchemaRegistries.connect(Map.of("schema.registry.url", "http://me:secret@a:1, http://b:2"))) {
            assertThat(registry).hasToString("schema registry http://***@a:1,http://b:2");
        }
    }

    @Test
    void shouldAskForAUrl() {
        assertThatThrownBy(() -> SchemaRegistries.connect(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema.registry.url");
    }

    @Test
    void shouldShareAMockByScope() {
        Map<String, String> settings = Map.of("schema.registry.url", "mock://shared");
        Schema schema = Schema.create(Schema.Type.STRING);
        try (SchemaRegistry one = SchemaRegistries.connect(settings);
                SchemaRegistry two = SchemaRegistries.connect(settings)) {
            int id = one.register("a-value", schema);
            assertThat(two.byId(id)).isEqualTo(schema);
            assertThatThrownBy(() -> two.byId(id + 1)).isInstanceOf(UnknownSchemaException.class);
        }
    }

    @Test
    void shouldGiveUpWaitingAfterTheLimit() {
        FakeRegistry down = new FakeRegistry();
        down.goDown();
        assertThatThrownBy(() -> SchemaRegistries.awaitReachable(down, Duration.ofMillis(300)))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("gave up")
                .hasMessageContaining("the fake registry is down");
        assertThat(down.questions).hasValueBetween(2, 4);
    }

    private interface Exchange {
        void handle(HttpExchange exchange) throws IOException;
    }

    private void serve(Exchange handler) throws IOException {
        HttpServer server = HttpServer.create(ANY_PORT, 0);
        servers.add(server);
        server.createContext("/", handler::handle);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private SchemaRegistry connect(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("schema.registry.url", url);
        return SchemaRegistries.connect(settings);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Path keystore() throws IOException, InterruptedException {
        Path file = folder.resolve("registry.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "registry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }

    private static SSLContext tls(Path keystore) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
