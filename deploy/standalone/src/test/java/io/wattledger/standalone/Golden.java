package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that are compared with files; {@code -Dwattledger.golden.rewrite=true} writes the files instead. */
final class Golden {

    private static final Path FOLDER = Path.of("src", "test", "resources", "io", "wattledger", "standalone");

    private Golden() {}

    static void assertMatches(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("wattledger.golden.rewrite")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertThat(text)
                .as("%s; -Dwattledger.golden.rewrite=true rewrites it", file)
                .isEqualTo(Files.readString(file));
    }
}
