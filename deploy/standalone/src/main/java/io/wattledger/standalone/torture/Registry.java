package io.wattledger.standalone.torture;

import io.wattledger.servers.RegistryServer;
import io.wattledger.servers.ServerStartException;
import java.nio.file.Path;
import java.util.Optional;

/** The registry, which is a process of its own by itself, on one folder and port. */
final class Registry implements AutoCloseable {

    private final Path folder;
    private final int port;
    private Optional<RegistryServer> server = Optional.empty();
    private volatile boolean closed;

    Registry(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    synchronized void start() throws TortureException {
        if (closed) {
            throw new TortureException("the run is being stopped");
        }
        try {
            server = Optional.of(RegistryServer.start(folder, port));
        } catch (ServerStartException e) {
            throw new TortureException(String.valueOf(e.getMessage()), e);
        }
    }

    synchronized String url() {
        return server.map(RegistryServer::url).orElseThrow();
    }

    synchronized void stop() {
        server.ifPresent(RegistryServer::close);
    }

    @Override
    public void close() {
        closed = true;
        stop();
    }
}
