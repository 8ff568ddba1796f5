package io.wattledger.standalone.torture;

import io.wattledger.standalone.torture.FaultRunner.Executed;
import io.wattledger.standalone.torture.Ledger.Sums;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What came of a run.
 *
 * @param impossible kinds of faults that this machine does not allow
 * @param executed the plan as it was carried out
 * @param kills instances that were killed with kill -9
 * @param ownExits instances that ended by themselves and were started again
 * @param misbehaved what instances did that no fault excuses
 * @param sums what Kafka acknowledged
 * @param drawn how far the load kept up with its rhythm
 * @param catchUp from the last fault and the last event until all was read, re-rated and totalled, or until patience ended
 * @param missing what was still to be done then
 * @param standing the books at the end
 * @param audit what the audit said
 * @param control what the control has added up
 */
public record TortureResult(
        TortureSettings settings,
        FaultPlan plan,
        Set<FaultKind> impossible,
        List<Executed> executed,
        int kills,
        int ownExits,
        List<String> misbehaved,
        Sums sums,
        Feeder.Drawn drawn,
        Duration catchUp,
        Optional<String> missing,
        Standing standing,
        AuditRun audit,
        Control.Totals control) {

    /** Why the run failed; empty if it passed. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        missing.ifPresent(what ->
                failures.add("not caught up %d s after the last fault: %s".formatted(catchUp.toSeconds(), what)));
        sums.firstDifference(standing.totals()).ifPresent(failures::add);
        failures.addAll(misbehaved);
        drawn.complaint().ifPresent(failures::add);
        unheld().ifPresent(failures::add);
        audit.complaint(standing.records()).ifPresent(failures::add);
        if (kills < plan.kills()) {
            failures.add("%d instances were killed of the %d that were planned".formatted(kills, plan.kills()));
        }
        return failures;
    }

    /** A record whose outcome was unknown may lie in the input twice; any other lies there once. */
    private Optional<String> unheld() {
        long held = standing.records();
        return held >= sums.acknowledged() && held <= sums.acknowledged() + sums.sentAgain()
                ? Optional.empty()
                : Optional.of("%d records are in the input, %d were acknowledged".formatted(held, sums.acknowledged()));
    }

    public boolean passed() {
        return failures().isEmpty();
    }
}
