package io.wattledger.rights;

import java.util.Locale;

/** A part of Wattledger with rights of its own in Kafka, as {@code deploy/kafka/acls.sh} names it. */
public enum Part {
    /** {@code wattledger run}. */
    APPLICATION,
    /** {@code wattledger publish}. */
    PUBLISHER,
    /** {@code wattledger replay}, and gateways. */
    PRODUCER,
    /** {@code wattledger report} and {@code wattledger budgets}. */
    REPORT,
    /** {@code wattledger audit} and {@code wattledger batches}. */
    AUDIT,
    /** {@code wattledger rejects}. */
    REJECTS;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
