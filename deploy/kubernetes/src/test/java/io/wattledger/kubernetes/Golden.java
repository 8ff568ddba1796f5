package io.wattledger.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are copies of others; {@code -Dwattledger.golden.rewrite=true} copies them anew. */
final class Golden {

    private Golden() {}

    static void assertCopy(Path original, Path copy) throws IOException {
        if (Boolean.getBoolean("wattledger.golden.rewrite")) {
            Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(copy)
                .as("%s is a copy of %s; -Dwattledger.golden.rewrite=true copies it anew", copy, original)
                .hasSameTextualContentAs(original);
    }
}
