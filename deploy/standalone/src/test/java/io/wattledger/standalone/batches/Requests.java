package io.wattledger.standalone.batches;

import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Event;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Requests of tests. */
final class Requests {

    private Requests() {}

    static Event told(String model, String gpu, int batch, long outputTokens) {
        return event(model, gpu, OptionalInt.of(batch), outputTokens);
    }

    static Event untold(String model, String gpu, long outputTokens) {
        return event(model, gpu, OptionalInt.empty(), outputTokens);
    }

    private static Event event(String model, String gpu, OptionalInt batch, long outputTokens) {
        return new Event(
                "tests",
                "id",
                0,
                new Dimensions("team", Optional.empty(), model, gpu, "region"),
                1,
                500,
                0,
                outputTokens,
                batch,
                1,
                OptionalLong.empty(),
                OptionalLong.empty());
    }
}
