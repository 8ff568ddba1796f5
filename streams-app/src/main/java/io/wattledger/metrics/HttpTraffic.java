package io.wattledger.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What HTTP answered since the instance began. No figure of the books: it may be lost with the process. */
public final class HttpTraffic {

    private final Map<Labels, LongAdder> answers = new ConcurrentHashMap<>();
    private final Map<Labels, LongAdder> events = new ConcurrentHashMap<>();

    /**
     * Notes an answer.
     *
     * @param route one of few: the path of an endpoint as it is declared, not as somebody sent it
     */
    public void answered(String route, int status) {
        count(answers, Labels.of("route", route, "status", Integer.toString(status)), 1);
    }

    /** Notes what became of events of a request. */
    public void took(String outcome, int howMany) {
        count(events, Labels.of("outcome", outcome), howMany);
    }

    private static void count(Map<Labels, LongAdder> counts, Labels labels, int howMany) {
        counts.computeIfAbsent(labels, l -> new LongAdder()).add(howMany);
    }

    Map<Labels, LongAdder> answers() {
        return answers;
    }

    Map<Labels, LongAdder> events() {
        return events;
    }
}
