package io.wattledger.standalone.report;

import io.wattledger.servers.KafkaBroker;
import io.wattledger.servers.RegistryServer;
import io.wattledger.servers.ServerStartException;
import io.wattledger.standalone.Logging;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The books in the folder of a standalone run: its broker and registry, without the application, for as long as somebody reads. */
final class StoredBooks implements AutoCloseable {

    private final RegistryServer registry;
    private final KafkaBroker broker;

    private StoredBooks(RegistryServer registry, KafkaBroker broker) {
        this.registry = registry;
        this.broker = broker;
    }

    /** @throws ReportException if the folder holds no books, or they are in use */
    static StoredBooks open(Path data) throws ReportException {
        if (!Files.isDirectory(data.resolve("kafka"))) {
            throw new ReportException(
                    data + " holds no books; name a folder that 'wattledger demo --data' has written");
        }
        Logging.toFile(data.resolve("report.log"));
        try {
            RegistryServer registry = RegistryServer.start(data.resolve("registry"), 0);
            try {
                return new StoredBooks(registry, KafkaBroker.start(data.resolve("kafka"), 0));
            } catch (ServerStartException e) {
                registry.close();
                throw e;
            }
        } catch (ServerStartException e) {
            throw new ReportException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where its broker and registry are, as keys of the configuration. */
    Map<String, String> settings() {
        return Map.of(
                "kafka.bootstrap.servers", broker.bootstrapServers(),
                "registry.schema.registry.url", registry.url());
    }

    @Override
    public void close() {
        broker.close();
        registry.close();
    }
}
