package io.wattledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that hold what the code makes; {@code -Dwattledger.golden.rewrite=true} writes them anew. */
public final class Golden {

    private Golden() {}

    /** The file, relative to the module, holds the text. */
    public static void assertHolds(Path file, String text) throws IOException {
        if (Boolean.getBoolean("wattledger.golden.rewrite")) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("%s; if the change is meant, rewrite it with -Dwattledger.golden.rewrite=true", file)
                .content()
                .isEqualTo(text);
    }
}
