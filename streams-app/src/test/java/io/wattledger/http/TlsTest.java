package io.wattledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.access.Access;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS with a certificate that keytool made. */
class TlsTest {

    private static final String PASSWORD = "of the keystore";

    @TempDir
    Path folder;

    private Path keystore;
    private Path password;

    @BeforeEach
    void makeACertificate() throws Exception {
        keystore = folder.resolve("http.p12");
        password = Files.writeString(folder.resolve("http.password"), PASSWORD + "\n");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "http",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keystore.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    private HttpServer.Settings settings() {
        return new HttpServer.Settings(
                RunningServer.HOST,
                0,
                Optional.of(new HttpServer.Tls(keystore, password)),
                100,
                1024,
                100,
                100,
                Optional.empty(),
                1);
    }

    private RunningServer start() throws IOException {
        return new RunningServer(folder.resolve("state"), settings(), Access.local(), SlowClients.Limits.USUAL);
    }

    private HttpClient client(String... protocols) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(keystore)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        KeyStore only = KeyStore.getInstance("PKCS12");
        only.load(null, null);
        only.setCertificateEntry("http", trusted.getCertificate("http"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(only);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLParameters parameters = context.getDefaultSSLParameters();
        if (protocols.length > 0) {
            parameters.setProtocols(protocols);
        }
        return HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(parameters)
                .build();
    }

    private static HttpResponse<String> get(HttpClient client, String uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldSpeakHttpsAndSaySoForTheFuture() throws Exception {
        try (RunningServer server = start()) {
            String root = "https://localhost:" + server.port();
            for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
                HttpResponse<String> answer = get(client(protocol), root + "/api/v1/status");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
                assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                        .contains("max-age=31536000");
            }
            assertThatThrownBy(() -> get(HttpClient.newHttpClient(), root + "/"))
                    .as("a client that does not know the certificate")
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(server.raw("GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .as("in the clear")
                    .doesNotContain("version", "Jetty");
        }
    }

    @Test
    void shouldSayWhatIsWrongWithACertificate() throws Exception {
        Files.writeString(password, "another one");
        assertThatThrownBy(this::start).isInstanceOf(IOException.class).hasMessageContaining("password");
        Files.delete(password);
        assertThatThrownBy(this::start).isInstanceOf(IOException.class).hasMessageContaining("http.password");
        Files.writeString(password, PASSWORD);
        Files.writeString(keystore, "no keystore");
        assertThatThrownBy(this::start).isInstanceOf(IOException.class);
    }
}
