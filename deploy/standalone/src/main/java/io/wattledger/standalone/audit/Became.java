package io.wattledger.standalone.audit;

import io.wattledger.v1.IntakeCount;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What became of the events of all tasks. */
record Became(long in, long booked, long parked, long duplicate, long rejected, long handedOn) {

    /** Counted in an input and a journal that are whole. */
    static Became of(Map<Integer, TaskCount> counts, Journal journal) {
        long parked = counts.keySet().stream()
                .mapToLong(task -> journal.of(task).parked())
                .sum();
        return new Became(
                sum(counts, TaskCount::in),
                sum(counts, TaskCount::accepted) - parked,
                parked,
                sum(counts, TaskCount::duplicates),
                sum(counts, TaskCount::rejected),
                sum(counts, TaskCount::handedOn));
    }

    /** As intake says, where what it counted is no longer kept. */
    static Became of(Cut cut) {
        Map<Integer, IntakeCount> tasks = cut.tasks();
        return new Became(
                sum(tasks, IntakeCount::getIn),
                sum(tasks, IntakeCount::getBooked),
                sum(tasks, IntakeCount::getParked),
                sum(tasks, IntakeCount::getDuplicate),
                sum(tasks, IntakeCount::getRejected),
                sum(tasks, IntakeCount::getHandedOn));
    }

    private static <T> long sum(Map<Integer, T> tasks, ToLongFunction<T> count) {
        return tasks.values().stream().mapToLong(count).sum();
    }
}
