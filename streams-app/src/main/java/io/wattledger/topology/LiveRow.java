package io.wattledger.topology;

import io.wattledger.ledger.Window;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What nearly every entry of some dimensions goes into: their running total, and the latest window of each length. In one record of the
 * store: a commit writes one to the changelog for each of the dimensions, and not four.
 */
final class LiveRow {

    private static final byte VERSION = 1;
    private static final byte[] HEADER = {VERSION, 0, 0, 0, 0};

    /** Start of a window that there is none of. Entries are of 1970 or later. */
    private static final long NONE = -1;

    private final Tally running = new Tally();
    private final Tally[] sums = new Tally[Window.values().length];
    private final long[] starts = new long[sums.length];
    private final boolean[] changed = new boolean[sums.length];

    LiveRow() {
        Arrays.setAll(sums, i -> new Tally());
        Arrays.fill(starts, NONE);
    }

    Tally running() {
        return running;
    }

    /** Whether there is a window of the length. */
    boolean has(Window window) {
        return start(window) != NONE;
    }

    /** Start of the latest window of the length; before all others if there is none. */
    long start(Window window) {
        return starts[index(window)];
    }

    Tally sum(Window window) {
        return sums[index(window)];
    }

    /** The window that is about to be added to. */
    Tally changing(Window window) {
        changed[index(window)] = true;
        return sum(window);
    }

    /** Whether the window was added to since it was last written. */
    boolean changed(Window window) {
        return changed[index(window)];
    }

    /** Begins a window in place of the one before. */
    void begin(Window window, long start) {
        starts[index(window)] = start;
        sums[index(window)] = new Tally();
    }

    /** All of it is written. */
    void written() {
        Arrays.fill(changed, false);
    }

    @SuppressWarnings("EnumOrdinal") // In memory only; what is kept has its own order.
    private static int index(Window window) {
        return window.ordinal();
    }

    byte[] bytes(AvroBytes out) {
        out.write(HEADER);
        running.write(out);
        for (Window window : KEPT) {
            out.number(start(window));
            sum(window).write(out);
        }
        return out.written();
    }

    /** The order in which windows are kept. */
    private static final Window[] KEPT = {Window.MINUTE, Window.HOUR, Window.DAY};

    static LiveRow of(byte[] bytes) {
        if (!AvroBytes.begins(bytes, HEADER)) {
            throw new SerializationException("a row of store " + Names.LIVE_STORE
                    + " is of a version that this program does not know: run the version that wrote it");
        }
        LiveRow row = new LiveRow();
        AvroBytes in = AvroBytes.read(bytes);
        row.running.read(in);
        for (Window window : KEPT) {
            row.starts[index(window)] = in.number();
            row.sum(window).read(in);
        }
        return row;
    }
}
