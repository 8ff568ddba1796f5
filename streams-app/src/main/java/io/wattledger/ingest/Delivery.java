package io.wattledger.ingest;

/** What Kafka said of a record. */
sealed interface Delivery {

    /** All replicas that are in sync have it. */
    record Written() implements Delivery {}

    /** It is larger than producer or broker allow. */
    record TooLarge(String detail) implements Delivery {}

    /** Nothing in time, or that it could not; it may lie there or not. */
    record Unconfirmed(String detail) implements Delivery {}
}
