package io.wattledger.ingest;

import io.wattledger.ledger.Event;
import io.wattledger.ledger.EventRules;
import io.wattledger.topology.Records;
import io.wattledger.v1.InferenceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What is to be done with one element of a request. */
sealed interface Verdict {

    /** Nothing: it is answered. */
    record Answered(Receipt receipt) implements Verdict {}

    /** An event for Kafka, as the ledger sees it and as it is written. */
    record Write(int index, Identity identity, Event event, InferenceEvent written) implements Verdict {}

    /** It shares the fate of the event that it is a copy of. */
    record Copy(int index, int of) implements Verdict {}

    /**
     * One verdict for each reading, in order.
     *
     * @param mayCharge teams that the sender may write events of
     * @param arrival now, milliseconds since the epoch
     */
    static List<Verdict> of(List<Reading> readings, EventRules rules, Predicate<String> mayCharge, long arrival) {
        List<Verdict> verdicts = new ArrayList<>(readings.size());
        Map<Identity, Integer> firsts = new HashMap<>();
        for (Reading reading : readings) {
            int index = verdicts.size();
            Verdict verdict = of(index, reading, rules, mayCharge, arrival);
            if (verdict instanceof Write write) {
                Integer first = firsts.putIfAbsent(write.identity(), index);
                verdicts.add(first == null ? write : new Copy(index, first));
            } else {
                verdicts.add(verdict);
            }
        }
        return verdicts;
    }

    private static Verdict of(int index, Reading reading, EventRules rules, Predicate<String> mayCharge, long arrival) {
        if (reading instanceof Reading.Unsound unsound) {
            return new Answered(Receipt.refused(index, unsound.identity(), unsound.reason(), unsound.detail()));
        }
        Reading.Sound sound = (Reading.Sound) reading;
        Identity identity = sound.identity();
        String team = sound.event().getTeam();
        if (!mayCharge.test(team)) {
            return new Answered(Receipt.forbidden(index, identity, "data.team is none that you may write events of"));
        }
        Event event = Records.event(sound.event());
        return rules.check(event, arrival)
                .<Verdict>map(reject ->
                        new Answered(Receipt.refused(index, identity, Refusal.of(reject.reason()), reject.detail())))
                .orElseGet(() -> new Write(index, identity, event, sound.event()));
    }
}
