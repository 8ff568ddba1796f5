package io.wattledger.standalone.torture;

import io.wattledger.standalone.child.JavaChild;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that starts two children and stops one of them with SIGSTOP, prints their ids, and waits to be killed. */
public final class HeldParent {

    private HeldParent() {}

    /** A child that does nothing. */
    public static final class Idle {
        private Idle() {}

        public static void main(String[] args) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    static JavaChild idle(Path log) {
        return JavaChild.start(new JavaChild.Program(Idle.class.getName(), 32, List.of()), log);
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws InterruptedException {
        JavaChild runs = idle(Path.of(args[0]));
        JavaChild stands = idle(Path.of(args[0]));
        Held held = Held.paused(stands.pid());
        System.out.println(runs.pid() + " " + stands.pid());
        new CountDownLatch(1).await();
        held.close();
    }
}
