package io.wattledger.bench.contender;

/** The lines that the benchmark reads on standard output. */
public final class Announcements {

    private Announcements() {}

    /** It reads. */
    public static void running() {
        print("{\"state\":\"running\"}");
    }

    /** A snapshot that covers so many events since the start is complete. */
    public static void events(long covered) {
        print("{\"events\":" + covered + "}");
    }

    private static synchronized void print(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
