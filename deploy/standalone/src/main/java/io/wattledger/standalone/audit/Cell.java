package io.wattledger.standalone.audit;

import java.util.OptionalInt;

/**
 * What a task adds usage up by: all usage of a cell has one price.
 *
 * @param window the minute and the dimensions
 * @param batchSize as the events name it; below 0 where they name none
 */
record Cell(Window window, boolean measured, int batchSize) {

    OptionalInt batch() {
        return batchSize < 0 ? OptionalInt.empty() : OptionalInt.of(batchSize);
    }
}
