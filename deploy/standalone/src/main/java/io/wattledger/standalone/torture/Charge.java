package io.wattledger.standalone.torture;

import java.util.concurrent.atomic.AtomicInteger;

/** What one event must charge to a team, however often it is sent. */
final class Charge {

    private final String team;
    private final long inputTokens;
    private final long outputTokens;
    private final AtomicInteger copies = new AtomicInteger();

    Charge(String team, long inputTokens, long outputTokens) {
        this.team = team;
        this.inputTokens = inputTokens;
        this.outputTokens = outputTokens;
    }

    String team() {
        return team;
    }

    long inputTokens() {
        return inputTokens;
    }

    long outputTokens() {
        return outputTokens;
    }

    /** Notes that Kafka has one more copy. Returns whether it is the first. */
    boolean acknowledge() {
        return copies.getAndIncrement() == 0;
    }
}
