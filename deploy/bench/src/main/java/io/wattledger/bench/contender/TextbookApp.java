package io.wattledger.bench.contender;

import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.Topics;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;

/** The same totals as one writes them from the documentation of the DSL, as a process. */
public final class TextbookApp {

    private TextbookApp() {}

    public static void main(String[] args) throws InterruptedException {
        ContenderOptions options = ContenderOptions.of(args);
        var registry = SchemaRegistries.connect(Map.of("schema.registry.url", options.registry));
        Properties properties = options.streams();
        if ("memory".equals(options.stores)) {
            properties.put(
                    StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                    BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        }
        StreamsRun.run(
                new TextbookTopology(
                                new Topics(options.prefix, registry, true), registry, options.prefix + options.group)
                        .build(),
                properties);
    }
}
