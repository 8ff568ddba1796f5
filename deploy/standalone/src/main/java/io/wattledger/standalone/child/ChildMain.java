package io.wattledger.standalone.child;

import java.io.IOException;
import java.util.Arrays;

/** Runs the main class that is named first, for as long as the parent holds the other end of standard input. */
public final class ChildMain {

    private static final int ORPHANED = 3;

    private ChildMain() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(ChildMain::endWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }

    /** No clean stop: the parent died, and what it tested is of no use any more. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; the end is what is waited for.
            }
        } catch (IOException e) {
            // A pipe that breaks has ended too.
        }
        Runtime.getRuntime().halt(ORPHANED);
    }
}
