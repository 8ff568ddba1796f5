package io.wattledger.standalone.workload;

import io.wattledger.v1.InferenceEvent;

/** Writes an event in the Schema Registry wire format. Called by one thread. */
@FunctionalInterface
public interface EventEncoder {
    byte[] encode(InferenceEvent event);
}
