package io.wattledger.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.KeyStoreScanner;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Where the server listens: HTTP, or HTTPS with a certificate that may be renewed while it runs. */
final class Connectors {

    private static final int LOOK_FOR_RENEWED_SECONDS = 30;
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final int BACKLOG = 256;

    private Connectors() {}

    static void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setUriCompliance(UriCompliance.DEFAULT);
    }

    static ServerConnector plain(Server server, HttpConfiguration http) {
        return connector(server, new HttpConnectionFactory(http));
    }

    static ServerConnector secure(Server server, HttpConfiguration http, SslContextFactory.Server certificate) {
        HttpConfiguration secure = new HttpConfiguration(http);
        // The name in the certificate is for the client to check, who knows what it wanted to reach.
        secure.addCustomizer(new SecureRequestCustomizer(false));
        var scanner = new KeyStoreScanner(certificate);
        scanner.setScanInterval(LOOK_FOR_RENEWED_SECONDS);
        server.addBean(scanner);
        return connector(server, new SslConnectionFactory(certificate, "http/1.1"), new HttpConnectionFactory(secure));
    }

    /** @throws IOException if a file cannot be read, or the keystore not be opened with the password */
    static SslContextFactory.Server certificate(HttpServer.Tls tls) throws IOException {
        var certificate = new SslContextFactory.Server();
        certificate.setKeyStoreType("PKCS12");
        certificate.setKeyStorePath(tls.keystore().toAbsolutePath().toString());
        String password = password(tls.passwordFile());
        certificate.setKeyStorePassword(password);
        try (var in = Files.newInputStream(tls.keystore())) {
            var keystore = KeyStore.getInstance("PKCS12");
            keystore.load(in, password.toCharArray());
            if (keystore.size() == 0) {
                throw new IOException(tls.keystore() + " has no certificate in it");
            }
        } catch (GeneralSecurityException | IOException e) {
            throw new IOException(
                    "http.tls-keystore: %s is no PKCS12 file that opens with the password in %s: %s"
                            .formatted(tls.keystore(), tls.passwordFile(), e),
                    e);
        }
        return certificate;
    }

    private static String password(Path file) throws IOException {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new IOException("http.tls-password-file: " + file + " cannot be read: " + e, e);
        }
    }

    private static ServerConnector connector(Server server, ConnectionFactory... factories) {
        ServerConnector connector = new ServerConnector(server, 1, 1, factories);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setAcceptQueueSize(BACKLOG);
        return connector;
    }
}
