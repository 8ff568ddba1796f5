package io.wattledger.bench.contender;

/** An engine that computes the totals. */
@FunctionalInterface
public interface Contender {

    /** Runs until the process is told to stop. */
    void run(Settings settings) throws Exception;
}
