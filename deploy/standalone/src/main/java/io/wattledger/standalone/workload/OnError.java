package io.wattledger.standalone.workload;

/** What a bad line of a file does to its replay. */
public enum OnError {
    /** It is reported, counted and passed over. */
    SKIP,
    /** It ends the replay; the first pass over the file finds it before anything is sent. */
    STOP
}
