package io.wattledger.bench;

import java.util.Locale;

/** A part of the benchmark that can be run by itself. */
public enum Section {
    /** The inner steps of booking, by JMH. */
    STEPS,
    /** All contenders on the same topic. */
    THROUGHPUT,
    /** One thread, two threads, two instances. */
    THREADS,
    /** More live keys. */
    CARDINALITY,
    /** All events of one team and model. */
    HOT_KEY,
    /** From an event to {@code /metrics}. */
    LATENCY,
    /** From kill -9 to the next booking. */
    RECOVERY,
    /** What scraping costs. */
    SCRAPE,
    /** From an event to the journal, with HTTP left alone and under attack. */
    SIEGE;

    /** As the command line writes it. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return option();
    }
}
