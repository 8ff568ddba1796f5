package io.wattledger.standalone.torture;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One event as it is sent, once or several times.
 *
 * @param key of the record; empty: it has none, and each copy goes where the producer's partitioner puts it
 * @param partition of the record; empty: that of its key
 * @param value as the record has it; empty: it has none
 * @param charge what it must charge; empty: it must be refused
 */
record Sending(
        EventKind kind, Optional<byte[]> key, OptionalInt partition, Optional<byte[]> value, Optional<Charge> charge) {

    boolean keyless() {
        return key.isEmpty();
    }
}
