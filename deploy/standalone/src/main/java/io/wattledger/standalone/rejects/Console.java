package io.wattledger.standalone.rejects;

import io.wattledger.standalone.kafka.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The person at the command line, if there is one.
 *
 * @param terminal whether standard input and output are a terminal
 * @param answer reads a line that the person writes
 * @param progress what tells on standard error how far a reading is
 */
public record Console(boolean terminal, Supplier<String> answer, Function<PrintWriter, Progress> progress) {

    private static final int USUAL_WIDTH = 120;

    /** Columns that a line may have; any number where nobody looks. */
    int width() {
        if (!terminal) {
            return Integer.MAX_VALUE;
        }
        try (Terminal screen = TerminalBuilder.builder()
                .system(true)
                .dumb(true)
                .nativeSignals(false)
                .build()) {
            int columns = screen.getSize().getColumns();
            return columns > 0 ? columns : USUAL_WIDTH;
        } catch (IOException e) {
            return USUAL_WIDTH;
        }
    }
}
