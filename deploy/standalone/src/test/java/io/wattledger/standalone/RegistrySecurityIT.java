package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.wattledger.schemas.RegistryAccessException;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.servers.RegistryServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real registry behind TLS and a password, of a stand-in for the reverse proxy that people put before theirs. */
class RegistrySecurityIT {

    @TempDir
    static Path folder;

    private static RegistryServer registry;
    private static ReverseProxyStandIn proxy;
    private static Path truststore;

    @BeforeAll
    static void start() throws Exception {
        var certificates = new Certificates(folder.resolve("certificates"), "CN=Authority of the tests");
        truststore = certificates.truststore();
        registry = RegistryServer.start(folder.resolve("registry"), 0);
        proxy = new ReverseProxyStandIn(registry.url(), certificates.signed("proxy", "CN=registry"));
    }

    @AfterAll
    static void stop() {
        proxy.close();
        registry.close();
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("schema.registry.url", proxy.url());
        settings.put("basic.auth.credentials.source", "USER_INFO");
        settings.put("basic.auth.user.info", "ledger:" + ReverseProxyStandIn.PASSWORD);
        settings.put("schema.registry.ssl.truststore.location", truststore.toString());
        settings.put("schema.registry.ssl.truststore.type", "PKCS12");
        settings.put("schema.registry.ssl.truststore.password", Certificates.PASSWORD);
        return settings;
    }

    @Test
    void shouldRegisterAndLookUpSchemasOverTlsWithAPassword() {
        try (SchemaRegistry client = SchemaRegistries.connect(settings())) {
            SchemaRegistries.awaitReachable(client, Duration.ofSeconds(15));
            Topics topics = new Topics("tls.", client, true);

            topics.registerAll();

            assertThat(client.versions("tls.inference-events-value")).containsExactly(1);
            int id = client.idOf(
                    "tls.inference-events-value", topics.eventCodec().schema());
            assertThat(client.byId(id)).isEqualTo(topics.eventCodec().schema());
        }
    }

    @Test
    void shouldSayThatAPasswordIsWrong() throws Exception {
        Map<String, String> wrong = settings();
        wrong.put("basic.auth.user.info", "ledger:wrong");

        assertRefused(
                wrong,
                "schema registry " + proxy.url() + " denies access",
                "HTTP 401",
                "Check basic.auth.*, bearer.auth.* or schema.registry.ssl.*.");
    }

    @Test
    void shouldSayThatACertificateIsOfAnUnknownAuthority() throws Exception {
        Map<String, String> stranger = settings();
        stranger.put(
                "schema.registry.ssl.truststore.location",
                new Certificates(folder.resolve("strangers"), "CN=Somebody else")
                        .truststore()
                        .toString());

        assertRefused(
                stranger,
                "schema registry " + proxy.url() + " has a certificate that is not trusted",
                "unable to find valid certification path",
                "Check schema.registry.ssl.truststore.*");
    }

    @Test
    void shouldSayThatACertificateIsForAnotherName() throws Exception {
        Map<String, String> elsewhere = settings();
        elsewhere.put("schema.registry.url", proxy.url().replace("127.0.0.1", "127.0.0.2"));

        assertRefused(
                elsewhere, "has a certificate that is not trusted", "127.0.0.2", "the host in schema.registry.url");
    }

    @Test
    void shouldSayThatATruststoreIsNotThere() throws Exception {
        Map<String, String> lost = settings();
        lost.put(
                "schema.registry.ssl.truststore.location",
                folder.resolve("lost.p12").toString());

        assertRefused(lost, "its client refuses its settings", "lost.p12", "Check schema.registry.ssl.*");
    }

    /** At once: waiting would not help. */
    private static void assertRefused(Map<String, String> settings, String... words) throws Exception {
        long begun = System.nanoTime();
        assertThatThrownBy(() -> {
                    try (SchemaRegistry client = SchemaRegistries.connect(settings)) {
                        SchemaRegistries.awaitReachable(client, Duration.ofSeconds(60));
                    }
                })
                .isInstanceOf(RegistryAccessException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("wrong");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
        assertThatEachCommandSays(settings, words);
    }

    private static void assertThatEachCommandSays(Map<String, String> settings, String... words) throws Exception {
        StringBuilder yaml = new StringBuilder("kafka:\n  bootstrap.servers: 127.0.0.1:9\nregistry:\n");
        settings.forEach((key, value) ->
                yaml.append("  ").append(key).append(": '").append(value).append("'\n"));
        Path config = Files.writeString(Files.createTempFile(folder, "wattledger", ".yaml"), yaml.toString());
        Path events = Files.writeString(
                folder.resolve("day.csv"), "occurredAt,modelId,gpu,team,region\n2026-11-01T00:00:00Z,m,g,t,r\n");
        for (String command :
                List.of("run", "publish", "replay " + events, "report --from 2026-11", "audit", "rejects list")) {
            StringWriter err = new StringWriter();
            List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
            arguments.addAll(
                    List.of("--config", config.toString(), "--set", "app.state-dir=" + folder.resolve("state")));
            int status = Main.commandLine()
                    .setOut(new PrintWriter(new StringWriter(), true))
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments.toArray(String[]::new));
            assertThat(status).as(command + ": " + err).isEqualTo(1);
            assertThat(err.toString()).as(command).startsWith("wattledger ").contains(words);
            assertThat(err.toString().lines()).as(command).hasSize(1);
        }
    }

    /** Not nginx, but what nginx does: TLS and a password before a server that has neither. */
    private static final class ReverseProxyStandIn implements AutoCloseable {

        static final String PASSWORD = "of the registry";

        private final HttpClient client = HttpClient.newHttpClient();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final URI behind;
        private final HttpsServer server;

        ReverseProxyStandIn(String behind, Path keystore) throws Exception {
            this.behind = URI.create(behind);
            this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls(keystore)));
            server.setExecutor(threads);
            server.createContext("/", this::forward).setAuthenticator(new BasicAuthenticator("registry") {
                @Override
                public boolean checkCredentials(String user, String password) {
                    return user.equals("ledger") && password.equals(PASSWORD);
                }
            });
            server.start();
        }

        private static SSLContext tls(Path keystore) throws Exception {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(keystore)) {
                keys.load(in, Certificates.PASSWORD.toCharArray());
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, Certificates.PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        }

        String url() {
            return "https://127.0.0.1:" + server.getAddress().getPort() + behind.getPath();
        }

        private void forward(HttpExchange exchange) throws IOException {
            HttpRequest.Builder request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()));
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            if (type != null) {
                request.header("Content-Type", type);
            }
            try (exchange) {
                HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                answer.headers().firstValue("Content-Type").ifPresent(value -> exchange.getResponseHeaders()
                        .add("Content-Type", value));
                exchange.sendResponseHeaders(
                        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
                exchange.getResponseBody().write(answer.body());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }
}
