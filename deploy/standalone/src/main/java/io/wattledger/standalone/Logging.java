package io.wattledger.standalone;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.util.PropertiesUtil;

/** Where logs go. */
public final class Logging {

    private static final String FILE_CONFIGURATION = "/io/wattledger/standalone/log4j2-file.xml";

    private Logging() {}

    /** Sends logs to a file, so that they do not run through what a command shows. */
    public static void toFile(Path file) {
        if (PropertiesUtil.getProperties().hasProperty(ConfigurationFactory.CONFIGURATION_FILE_PROPERTY)) {
            return;
        }
        System.setProperty("wattledger.log", file.toString());
        Configurator.reconfigure(fileConfiguration());
    }

    private static URI fileConfiguration() {
        URL bundled = Objects.requireNonNull(Logging.class.getResource(FILE_CONFIGURATION), FILE_CONFIGURATION);
        try {
            return bundled.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("%s is no address".formatted(bundled), e);
        }
    }
}
