package io.wattledger.standalone.rejects;

import io.wattledger.v1.InferenceEvent;
import java.util.Map;
import java.util.Optional;

/**
 * What is corrected in an event before it goes back.
 *
 * @param whole takes the place of the event that was refused
 * @param fields set after that, by name
 */
record Correction(Optional<InferenceEvent> whole, Map<String, String> fields) {

    static final Correction NONE = new Correction(Optional.empty(), Map.of());

    /** @throws IllegalArgumentException if a field is none, or its value does not fit */
    Correction {
        fields.forEach((name, text) -> EventFields.set(new InferenceEvent(), name, text));
    }

    boolean isEmpty() {
        return whole.isEmpty() && fields.isEmpty();
    }

    InferenceEvent apply(InferenceEvent original) {
        InferenceEvent corrected = EventFields.copy(whole.orElse(original));
        fields.forEach((name, text) -> EventFields.set(corrected, name, text));
        return corrected;
    }
}
