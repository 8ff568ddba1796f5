package io.wattledger.standalone;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** Where logs go. */
public final class Logging {

    private static final String FILE_CONFIGURATION = "/io/wattledger/standalone/logback-file.xml";

    private Logging() {}

    /** Sends logs to a file, so that they do not run through what a command shows. */
    public static void toFile(Path file) {
        if (System.getProperty("logback.configurationFile") != null) {
            return;
        }
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.putProperty("wattledger.log", file.toString());
        URL configuration = Objects.requireNonNull(Logging.class.getResource(FILE_CONFIGURATION), FILE_CONFIGURATION);
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(configuration);
        } catch (JoranException e) {
            throw new IllegalStateException("the bundled logging configuration is broken", e);
        }
    }
}
