package io.wattledger.app;

import io.wattledger.config.Config;
import io.wattledger.config.ConfigException;
import io.wattledger.config.ConfigReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options with which a command is told where Kafka and the registry are, and everything else of the configuration. */
public final class ConfigOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, as YAML.")
    private @Nullable Path file;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers; short for --set kafka.bootstrap.servers=…")
    private @Nullable String bootstrap;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Schema registry; short for --set registry.schema.registry.url=…")
    private @Nullable String registry;

    @Option(names = "--port", paramLabel = "PORT", description = "HTTP port; short for --set http.port=…")
    private @Nullable Integer port;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any key of the configuration; repeatable.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /**
     * Reads flags, environment and file.
     *
     * @throws ConfigException with all problems
     */
    public Config read() {
        return read(Map.of());
    }

    /**
     * The same, with settings that override all others.
     *
     * @throws ConfigException with all problems
     */
    public Config read(Map<String, String> fixed) {
        Map<String, String> flags = new LinkedHashMap<>(settings);
        if (bootstrap != null) {
            flags.put("kafka.bootstrap.servers", bootstrap);
        }
        if (registry != null) {
            flags.put("registry.schema.registry.url", registry);
        }
        if (port != null) {
            flags.put("http.port", port.toString());
        }
        flags.putAll(fixed);
        return ConfigReader.read(Optional.ofNullable(file), System.getenv(), flags);
    }
}
