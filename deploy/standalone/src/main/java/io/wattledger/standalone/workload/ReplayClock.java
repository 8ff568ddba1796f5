package io.wattledger.standalone.workload;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Time as a replay sees it. */
interface ReplayClock {

    Instant now();

    /** Monotonic, from an arbitrary origin. */
    long nanoTime();

    void sleep(long nanos) throws InterruptedException;

    /** The machine's. */
    static ReplayClock system() {
        return new ReplayClock() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        };
    }
}
