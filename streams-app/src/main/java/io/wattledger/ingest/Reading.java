package io.wattledger.ingest;

import io.wattledger.v1.InferenceEvent;

/** One element of a request as it was read. */
sealed interface Reading {

    Identity identity();

    /** An event; the rules of the books were not asked yet. */
    record Sound(Identity identity, InferenceEvent event) implements Reading {}

    /** Not an event. */
    record Unsound(Identity identity, Refusal reason, String detail) implements Reading {}
}
