package io.wattledger.standalone.torture;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What to do.
 *
 * @param seed of stream and plan
 * @param length of the load
 * @param folder of everything; must exist and be empty
 * @param mainClass of the command line whose commands are run
 */
public record TortureSettings(long seed, Duration length, Path folder, String mainClass) {

    /** Events a second outside of bursts. */
    static final int RATE = 400;

    static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(90);
    private static final int LARGEST_BACKLOG = 50_000;

    /** As many records as come in a quarter of the run. */
    int backlogSize() {
        return (int) Math.min(LARGEST_BACKLOG, length.toSeconds() * RATE / 4);
    }
}
