package io.wattledger.estimator.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

/** The tables in the jar. */
final class Resources {

    private Resources() {}

    static <T> T read(String resource, BiFunction<Reader, String, T> parser) {
        try (InputStream stream = Resources.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is not in the jar; build the estimator again");
            }
            return parser.apply(new InputStreamReader(stream, StandardCharsets.UTF_8), resource);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " in the jar cannot be read", e);
        }
    }
}
