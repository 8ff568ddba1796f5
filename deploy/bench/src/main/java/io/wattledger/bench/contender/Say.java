package io.wattledger.bench.contender;

/** What a contender says to the harness on standard output. */
final class Say {

    private Say() {}

    /** It reads events now. */
    @SuppressWarnings("SystemOut")
    static void running() {
        System.out.println("{\"state\":\"running\"}");
        System.out.flush();
    }
}
