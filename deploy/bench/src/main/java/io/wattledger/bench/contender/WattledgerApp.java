package io.wattledger.bench.contender;

import io.wattledger.app.App;
import io.wattledger.app.StartException;
import io.wattledger.config.Config;
import io.wattledger.config.ConfigReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;

/** The application itself, as {@code wattledger run} starts it; the guarantee can be another one. */
public final class WattledgerApp {

    private static final int FAILED = 1;

    private WattledgerApp() {}

    public static void main(String[] args) throws InterruptedException {
        ContenderOptions options = ContenderOptions.of(args);
        try (App app = App.start(
                config(options),
                properties -> properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, options.guarantee))) {
            Runtime.getRuntime().addShutdownHook(new Thread(app::close, "stop"));
            Say.running();
            Optional<String> failure = app.stopped().join();
            if (failure.isPresent()) {
                fail(failure.get());
            }
        } catch (StartException e) {
            fail(String.valueOf(e.getMessage()));
        }
    }

    @SuppressWarnings("SystemOut")
    private static void fail(String why) {
        System.err.println("stopped: " + why);
        Runtime.getRuntime().halt(FAILED);
    }

    private static Config config(ContenderOptions options) {
        Map<String, String> flags = new LinkedHashMap<>();
        ClientSettings.ALL.forEach((key, value) -> flags.put("kafka." + key, value));
        flags.put("kafka.bootstrap.servers", options.bootstrap);
        flags.put("registry.schema.registry.url", options.registry);
        flags.put("topics.prefix", options.prefix);
        flags.put("app.id", options.group);
        flags.put("app.threads", Integer.toString(options.threads));
        flags.put("app.commit-interval", options.commitMillis + "ms");
        flags.put("app.state-dir", options.state.toString());
        flags.put("http.port", "0");
        flags.putAll(options.settings);
        return ConfigReader.read(Optional.empty(), Map.of(), flags);
    }
}
