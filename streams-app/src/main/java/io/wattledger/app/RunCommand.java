package io.wattledger.app;

import io.wattledger.config.Config;
import io.wattledger.config.ConfigException;
import io.wattledger.config.ConfigReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wattledger run}: an instance on your own Kafka. */
@Command(
        name = "run",
        description = "Keeps the books on your own Kafka until it is stopped.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  wattledger run --config wattledger.yaml",
            "  wattledger run --bootstrap localhost:9092 --registry http://localhost:8081",
            "  wattledger run --config wattledger.yaml --set booking.dedup-horizon=2h",
            "",
            "Flags override environment variables (WATTLEDGER_HTTP_PORT=8081), which override the",
            "file. All keys: docs/configuration.md. Exit codes: 0 stopped, 1 failed, 2 misuse."
        })
public final class RunCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    @Spec
    private CommandSpec spec;

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

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    public RunCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Config config;
        try {
            config = ConfigReader.read(Optional.ofNullable(file), System.getenv(), flags());
        } catch (ConfigException e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println("wattledger run: " + problem));
            return MISUSED;
        }
        try (App app = App.start(config)) {
            // SIGTERM and Ctrl-C end the wait below by closing the parts, and the JVM waits for the hook.
            Runtime.getRuntime().addShutdownHook(new Thread(app::close, "stop"));
            Optional<String> failure = app.stopped().join();
            if (failure.isPresent()) {
                spec.commandLine().getErr().println("wattledger run: stopped: " + failure.get());
                return FAILED;
            }
            return 0;
        } catch (StartException e) {
            spec.commandLine().getErr().println("wattledger run: " + e.getMessage());
            return FAILED;
        }
    }

    private Map<String, String> flags() {
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
        return flags;
    }
}
