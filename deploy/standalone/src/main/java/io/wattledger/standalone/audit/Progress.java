package io.wattledger.standalone.audit;

/** Told how far the reading of a topic is. */
@FunctionalInterface
public interface Progress {

    /** Says nothing. */
    Progress NONE = (topic, read, total) -> {};

    /** Called again and again while the topic is read. */
    void read(String topic, long read, long total);
}
