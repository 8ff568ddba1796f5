package io.wattledger.standalone;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/api.md, run as they stand, print what the page says. */
class ApiPageIT {

    @TempDir
    Path folder;

    @Test
    void shouldPrintWhatThePageSays() throws Exception {
        ShellPage.read("api.md").run(folder, "", Map.of("8080", Integer.toString(Programs.freePort())));
    }
}
