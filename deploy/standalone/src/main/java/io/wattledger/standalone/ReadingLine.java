package io.wattledger.standalone;

import io.wattledger.standalone.kafka.Progress;
import java.io.PrintWriter;
import java.time.Duration;

/** One line that tells how far a long reading is. */
final class ReadingLine implements Progress {

    private static final Duration LONG = Duration.ofSeconds(1);

    private final PrintWriter err;
    private final long begun = System.nanoTime();

    ReadingLine(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void read(String topic, long read, long total) {
        if (System.nanoTime() - begun > LONG.toNanos()) {
            err.printf("\r\033[Kreading %s: %,d of %,d records%s", topic, read, total, read < total ? "" : "\n");
            err.flush();
        }
    }
}
