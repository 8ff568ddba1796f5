package io.wattledger.standalone.audit;

import io.wattledger.v1.IntakeCount;
import java.util.Map;
import java.util.Optional;

/** A consistent cut: the last intake record of each task. A task without one has read nothing. */
record Cut(Map<Integer, IntakeCount> tasks) {

    Optional<IntakeCount> of(int task) {
        return Optional.ofNullable(tasks.get(task));
    }

    long nextOffset(int task) {
        return of(task).map(IntakeCount::getNextOffset).orElse(0L);
    }

    long keylessNextOffset(int task) {
        return of(task).map(IntakeCount::getKeylessNextOffset).orElse(0L);
    }

    long entries(int task) {
        return of(task).map(IntakeCount::getEntries).orElse(0L);
    }
}
