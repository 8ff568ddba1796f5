package io.wattledger.standalone.report;

import io.wattledger.app.ConfigOptions;
import io.wattledger.config.ConfigException;
import io.wattledger.rights.Part;
import io.wattledger.schemas.DecodeException;
import io.wattledger.standalone.kafka.Connection;
import io.wattledger.standalone.kafka.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where the books are. */
final class BooksOptions {

    @Mixin
    private ConfigOptions config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Books in the folder of a standalone run that has ended, such as 'demo --data DIR'.")
    private @Nullable Path data;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private BooksOptions() {}

    /** What is done with the books. */
    @FunctionalInterface
    interface Use<T> {
        T of(Connection connection) throws ReportException, IOException, InterruptedException;
    }

    /**
     * Connects, and disconnects afterwards.
     *
     * @throws ConfigException if the configuration has problems
     */
    <T> T with(Supplier<Progress> progress, Use<T> use) throws ReportException, IOException, InterruptedException {
        if (data == null) {
            try (var connection = new Connection(config.read(), Part.REPORT, progress)) {
                connection.awaitRegistry();
                return connected(connection, use);
            }
        }
        try (StoredBooks books = StoredBooks.open(data);
                var connection = new Connection(config.read(books.settings()), Part.REPORT, progress)) {
            return connected(connection, use);
        }
    }

    private static <T> T connected(Connection connection, Use<T> use)
            throws ReportException, IOException, InterruptedException {
        try {
            return use.of(connection);
        } catch (DecodeException e) {
            throw e;
        } catch (KafkaException e) {
            throw new ReportException("Kafka: " + connection.refusals().message(e), e);
        }
    }
}
