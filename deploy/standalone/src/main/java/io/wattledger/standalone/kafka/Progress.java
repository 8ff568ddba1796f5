package io.wattledger.standalone.kafka;

/** Told how far the reading of a table is. */
@FunctionalInterface
public interface Progress {

    /** Says nothing. */
    Progress NONE = (topic, read, total) -> {};

    /** Called again and again while the table is read. */
    void read(String topic, long read, long total);
}
