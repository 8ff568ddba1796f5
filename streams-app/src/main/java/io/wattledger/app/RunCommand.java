package io.wattledger.app;

import io.wattledger.config.Config;
import io.wattledger.config.ConfigException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
            "file. All keys: docs/configuration.md.",
            "Exit codes: 143 stopped by SIGTERM, 130 by Ctrl-C; 1 failed, 2 misuse."
        })
public final class RunCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    public RunCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Config config;
        try {
            config = options.read();
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
}
