package io.wattledger.standalone.rejects;

import io.wattledger.app.ConfigOptions;
import io.wattledger.config.Config;
import io.wattledger.config.ConfigException;
import io.wattledger.rights.Part;
import io.wattledger.schemas.DecodeException;
import io.wattledger.standalone.kafka.Connection;
import io.wattledger.standalone.kafka.TopicException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the commands under {@code wattledger rejects} have in common. */
abstract class Subcommand implements Callable<Integer> {

    static final int FAILED = 1;
    static final int MISUSED = 2;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private RejectsCommand parent;

    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    Subcommand() {}

    /** @throws ParameterException if the options do not go together */
    abstract void checkOptions();

    /** Does what was asked, and gives the exit code. */
    abstract int run(Connection connection, RejectLog log) throws RejectsException, IOException, InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        checkOptions();
        try {
            Config config = options.read();
            try (var connection = new Connection(
                    config, Part.REJECTS, () -> console().progress().apply(err()))) {
                connection.awaitRegistry();
                connection.requireTopic(connection.topics().rejected().name(), AclOperation.READ);
                return attempt(connection);
            }
        } catch (ConfigException e) {
            e.problems().forEach(this::report);
            return MISUSED;
        } catch (NoSuchFileException e) {
            report("there is no file or folder " + e.getFile());
            return MISUSED;
        } catch (IOException e) {
            report(e.toString());
            return FAILED;
        } catch (RejectsException | TopicException | DecodeException e) {
            report(String.valueOf(e.getMessage()));
            return FAILED;
        } catch (KafkaException e) {
            report("Kafka: " + e.getMessage());
            return FAILED;
        }
    }

    private int attempt(Connection connection) throws RejectsException, IOException, InterruptedException {
        try {
            return run(connection, new RejectLog(connection, note -> report("note: " + note)));
        } catch (DecodeException e) {
            throw e;
        } catch (KafkaException e) {
            throw new RejectsException("Kafka: " + connection.refusals().message(e), e);
        }
    }

    final Console console() {
        return parent.console();
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    final void report(String problem) {
        err().println(spec.qualifiedName() + ": " + problem);
    }

    final ParameterException misuse(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
