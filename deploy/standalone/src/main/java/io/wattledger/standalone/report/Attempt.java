package io.wattledger.standalone.report;

import io.wattledger.config.ConfigException;
import io.wattledger.estimator.EstimateException;
import io.wattledger.schemas.DecodeException;
import io.wattledger.standalone.kafka.TopicException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Model.CommandSpec;

/** What a command comes to: its exit code, and on standard error why it failed. */
final class Attempt {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Attempt() {}

    /** What is attempted; gives the exit code. */
    @FunctionalInterface
    interface Action {
        int run() throws ReportException, IOException, InterruptedException;
    }

    static int run(CommandSpec spec, Action action) throws InterruptedException {
        try {
            return action.run();
        } catch (ConfigException e) {
            e.problems().forEach(problem -> report(spec, problem));
            return MISUSED;
        } catch (EstimateException e) {
            report(spec, String.valueOf(e.getMessage()));
            return MISUSED;
        } catch (NoSuchFileException e) {
            report(spec, "there is no file or folder " + e.getFile());
            return MISUSED;
        } catch (IOException | ReportException | TopicException | DecodeException e) {
            report(spec, String.valueOf(e.getMessage()));
            return FAILED;
        } catch (KafkaException e) {
            report(spec, "Kafka: " + e.getMessage());
            return FAILED;
        }
    }

    private static void report(CommandSpec spec, String problem) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + problem);
    }
}
