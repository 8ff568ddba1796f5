package io.wattledger.topology;

import java.util.HashSet;
import java.util.Set;

/**
 * How the transactions of a stream thread ended. All tasks of a thread write in one transaction. When Kafka Streams (4.3.1) begins
 * one of them again because its state cannot be used, it commits what the others have written, and aborts the rest; but while a
 * rebalance is on it does not commit, and aborts what the others have written, too. They go on as if nothing had happened, with offsets
 * and state of records that nobody will ever see. {@link CommitHook#requireWhole} finds out.
 */
final class Transactions {

    private static final ThreadLocal<Transactions> THREAD = ThreadLocal.withInitial(Transactions::new);

    private final Set<Long> aborted = new HashSet<>();
    private long current;

    private Transactions() {}

    /** Those of the thread that asks. */
    static Transactions ofThisThread() {
        return THREAD.get();
    }

    /** Number of the transaction that what is written now goes into. */
    long current() {
        return current;
    }

    boolean isAborted(long number) {
        return aborted.contains(number);
    }

    void committed() {
        current++;
    }

    void aborted() {
        aborted.add(current);
        current++;
    }
}
