package io.wattledger.standalone.audit;

import io.wattledger.v1.IntakeCount;
import io.wattledger.v1.RejectReason;
import java.util.HashMap;
import java.util.Map;

/** Rule 7: the counts of a task against its input and its entries. */
final class Counts {

    private final int task;
    private final IntakeCount intake;
    private final Findings findings;

    Counts(int task, IntakeCount intake, Findings findings) {
        this.task = task;
        this.intake = intake;
        this.findings = findings;
    }

    /** What intake says must hold by itself. */
    void checkIdentities() {
        check(
                "in",
                intake.getBooked() + intake.getParked() + intake.getDuplicate() + intake.getRejected(),
                intake.getIn(),
                "booked + parked + duplicate + rejected");
        check(
                "waiting",
                intake.getParked() + intake.getWithdrawn() - intake.getLatePriced() - intake.getExpired(),
                intake.getWaiting(),
                "parked + withdrawn - latePriced - expired");
        long byReason = intake.getRejectedByReason().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        check("rejected", byReason, intake.getRejected(), "the sum of its reasons");
    }

    /** Against all input of the task. */
    void check(TaskCount input) {
        check("in", input.in(), intake.getIn(), "counted in the input");
        check("keyless", input.keyless(), intake.getKeyless(), "counted in keyless-events");
        check("handedOn", input.handedOn(), intake.getHandedOn(), "counted in the input");
        check(
                "inference-events read (in - keyless + handedOn)",
                input.records(),
                intake.getIn() - intake.getKeyless() + intake.getHandedOn(),
                "records before its nextOffset");
        check("booked + parked", input.accepted(), intake.getBooked() + intake.getParked(), "counted in the input");
        check("duplicate", input.duplicates(), intake.getDuplicate(), "counted in the input");
        check("rejected", input.rejected(), intake.getRejected(), "counted in the input");
        Map<String, Long> byReason = new HashMap<>(intake.getRejectedByReason());
        for (RejectReason reason : RejectReason.values()) {
            check(
                    "rejected as " + reason,
                    input.rejectedByReason().getOrDefault(reason, 0L),
                    byReason.getOrDefault(reason.name(), 0L),
                    "counted in the input");
        }
    }

    /** Against the entries of the task. */
    void check(TaskEntries entries) {
        check("booked", entries.booked(), intake.getBooked(), "counted in the journal");
        check("parked", entries.parked(), intake.getParked(), "counted in the journal");
        check("latePriced", entries.latePriced(), intake.getLatePriced(), "counted in the journal");
        check("withdrawn", entries.withdrawn(), intake.getWithdrawn(), "counted in the journal");
        check("corrections", entries.corrections(), intake.getCorrections(), "counted in the journal");
    }

    private void check(String quantity, long expected, long found, String why) {
        if (expected != found) {
            findings.add(
                    Kind.INTAKE,
                    "intake of task %d, %s: found %,d, expected %,d (%s)"
                            .formatted(task, quantity, found, expected, why));
        }
    }
}
