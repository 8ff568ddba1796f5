package io.wattledger.standalone.torture;

/** What can be done to the parts, in the order in which a short run gives them up last. */
enum FaultKind {
    KILL("kill -9 of an instance", 3, 0, 2),
    ADD_INSTANCE("a second instance joins", 1, 0, 0),
    BROKER_STOP("broker stopped and started again", 9, 1, 4),
    REGISTRY_STOP("registry stopped and started again", 9, 2, 6),
    LATE_COST("costs arrive late for models that events use", 1, 0, 0),
    PAST_COST("a cost revision into the past", 1, 0, 0),
    PAUSE("an instance stands still beyond its session, then goes on", 1, 9, 12),
    BROKER_KILL("kill -9 of the broker", 10, 0, 3),
    PAST_SITE("a revision of site factors into the past", 1, 0, 0),
    REGISTRY_STOP_AT_START("an instance starts while there is no registry", 9, 2, 6),
    KILL_ALL("kill -9 of all instances at once", 4, 0, 3),
    CHANGED_ROW("a revision says something else under its name", 1, 0, 0),
    TOMBSTONE("a cost is withdrawn, and another one begins", 2, 1, 1),
    OVERLAP("revisions that overlap", 1, 0, 0),
    BAD_ROW("rows that cannot be read or that physics refuses", 1, 0, 0),
    BACKLOG("a backlog of 24 hours while no instance runs", 8, 0, 0),
    REMOVE_INSTANCE("an instance leaves cleanly", 6, 0, 0),
    FULL_DISK("the disk of an instance is full", 6, 8, 12);

    private final String text;
    private final int effortSeconds;
    private final int leastSeconds;
    private final int mostSeconds;

    /**
     * @param effortSeconds what it takes beside the time that it lasts
     * @param leastSeconds how long it lasts at least
     * @param mostSeconds how long it lasts at most
     */
    FaultKind(String text, int effortSeconds, int leastSeconds, int mostSeconds) {
        this.text = text;
        this.effortSeconds = effortSeconds;
        this.leastSeconds = leastSeconds;
        this.mostSeconds = mostSeconds;
    }

    String text() {
        return text;
    }

    int effortMillis() {
        return effortSeconds * 1_000;
    }

    int leastMillis() {
        return leastSeconds * 1_000;
    }

    int mostMillis() {
        return mostSeconds * 1_000;
    }

    /** Whether it is done to one of two instances, while the other takes over. */
    boolean needsTwo() {
        return this == PAUSE || this == REMOVE_INSTANCE || this == FULL_DISK;
    }
}
