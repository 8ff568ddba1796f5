package io.wattledger.app;

import io.wattledger.access.Access;
import io.wattledger.access.AccessException;
import io.wattledger.access.Tokens;
import io.wattledger.config.Config;
import io.wattledger.http.HttpServer;
import java.nio.file.Path;
import java.util.Optional;

/** From the configuration to what the HTTP server is told. */
final class HttpSettings {

    private HttpSettings() {}

    static HttpServer.Settings of(Config config) {
        Config.Http http = config.http();
        return new HttpServer.Settings(
                http.host(),
                http.port(),
                http.tlsKeystore().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new HttpServer.Tls(Path.of(http.tlsKeystore()), Path.of(http.tlsPasswordFile()))),
                http.maxConnections(),
                http.maxBody(),
                http.requestsPerSecond(),
                http.postsPerSecond(),
                config.access().log().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Path.of(config.access().log())),
                config.access().logDays());
    }

    /** @throws StartException if the tokens cannot be used */
    static Access access(Config config) throws StartException {
        Config.Access access = config.access();
        if (access.anonymous()) {
            return Access.open();
        }
        if (access.tokens().isEmpty()) {
            return Access.local();
        }
        try {
            return Access.with(Tokens.of(Path.of(access.tokens())));
        } catch (AccessException e) {
            throw new StartException("access.tokens: " + e.getMessage(), e);
        }
    }
}
