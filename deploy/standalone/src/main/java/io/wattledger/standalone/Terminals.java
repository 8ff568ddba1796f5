package io.wattledger.standalone;

/**
 * Whether a person looks at what is printed. The launcher knows: the Java platform tells it of neither stream alone, and
 * differently from version to version.
 */
public final class Terminals {

    private Terminals() {}

    /** Whether standard input and output are a terminal. */
    public static boolean onOutput() {
        return Boolean.getBoolean("wattledger.terminal.output");
    }

    /** Whether standard error is a terminal. */
    public static boolean onError() {
        return Boolean.getBoolean("wattledger.terminal.error");
    }
}
