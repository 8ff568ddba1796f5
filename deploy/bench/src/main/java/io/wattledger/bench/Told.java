package io.wattledger.bench;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/** Where a run says how far it is: one line that is written over, on a terminal; nothing elsewhere. */
final class Told {

    private static final String CLEAR = "\r\033[K";

    private final PrintWriter err;
    private final boolean shown;
    private String context = "";

    Told(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    /** What the lines from now on are about. */
    Consumer<String> about(String what) {
        context = what;
        return this::say;
    }

    private void say(String progress) {
        if (shown) {
            err.print(CLEAR + String.format(Locale.ROOT, "%s: %s", context, progress));
            err.flush();
        }
    }

    /** A line that stays. */
    void keep(String line) {
        err.println(shown ? CLEAR + line : line);
        err.flush();
    }

    /** Leaves an empty line. */
    void done() {
        if (shown) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
