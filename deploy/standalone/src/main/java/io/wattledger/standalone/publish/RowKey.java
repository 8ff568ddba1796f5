package io.wattledger.standalone.publish;

import java.util.List;

/**
 * The key of a row.
 *
 * @param parts model and GPU, or a region
 */
public record RowKey(List<String> parts) {

    public RowKey {
        parts = List.copyOf(parts);
    }

    static RowKey of(String... parts) {
        return new RowKey(List.of(parts));
    }

    /** The parts with '|' between them. */
    @Override
    public String toString() {
        return String.join("|", parts);
    }
}
