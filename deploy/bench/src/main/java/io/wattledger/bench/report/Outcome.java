package io.wattledger.bench.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.bench.measure.Figures;
import io.wattledger.estimator.cli.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is known of a run so far. */
public final class Outcome {

    private static final String WATTLEDGER = "wattledger";
    private static final double MEGABYTE = 1 << 20;

    private final List<Measured> contenders = new ArrayList<>();
    private final Map<Goal, Double> values = new EnumMap<>(Goal.class);
    private final ObjectNode sections = Json.object();
    private final List<String> wrongBooks = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private long checkedEvents;
    private final List<String> checked = new ArrayList<>();

    /** Takes the contenders that ran on the same topic, and what they make of the goals. */
    public void throughput(List<Measured> all) {
        contenders.addAll(all);
        ratio(Goal.OVER_CONSUMER, WATTLEDGER, "consumer");
        ratio(Goal.OVER_COUNTING, WATTLEDGER, "counting");
        ratio(Goal.OVER_TEXTBOOK, WATTLEDGER, "textbook");
        ratio(Goal.DEDUP_OVER_TEXTBOOK, "wattledger-dedup", "textbook");
        ratio(Goal.OVER_FLINK, WATTLEDGER, "flink");
        ratio(Goal.OVER_JET, WATTLEDGER, "jet");
        ratio(Goal.EXACTLY_ONCE, WATTLEDGER, "wattledger-at-least-once");
        ratio(Goal.TWO_THREADS, "wattledger-2-threads", WATTLEDGER);
        contender(WATTLEDGER).ifPresent(ours -> {
            value(Goal.INNER_RECORDS, ours.median(Figures::innerRecords));
        });
        contenders.stream()
                .filter(each -> each.name().equals(WATTLEDGER) || each.name().equals("wattledger-dedup"))
                .mapToDouble(each -> each.spread(figures -> figures.peakHeapBytes() / MEGABYTE)
                        .max())
                .max()
                .ifPresent(most -> value(Goal.HEAP, most));
    }

    private void ratio(Goal goal, String ours, String theirs) {
        contender(ours).flatMap(mine -> contender(theirs).map(mine::ratioTo)).ifPresent(ratio -> value(goal, ratio));
    }

    /** A figure that a goal is about. */
    public void value(Goal goal, double value) {
        values.put(goal, value);
    }

    /** What a section found beside the contenders on the common topic. */
    public ObjectNode section(String name) {
        return sections.putObject(name);
    }

    /** That books are right. */
    public void rightBooks(String contender, long events) {
        checked.add(contender);
        checkedEvents = events;
    }

    /** That books are wrong, and how. */
    public void wrongBooks(String contender, String difference) {
        wrongBooks.add(contender + ": " + difference);
    }

    /** That a part could not be measured, and why. */
    public void failed(String what) {
        failures.add(what);
    }

    public List<String> failures() {
        return List.copyOf(failures);
    }

    public List<Measured> contenders() {
        return List.copyOf(contenders);
    }

    /** By name. */
    public Optional<Measured> contender(String name) {
        return contenders.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** What is known for the goals. */
    public Map<Goal, Double> values() {
        return Map.copyOf(values);
    }

    public ObjectNode sections() {
        return sections;
    }

    public List<String> wrongBooks() {
        return List.copyOf(wrongBooks);
    }

    /** The contenders whose books are right. */
    public List<String> checked() {
        return List.copyOf(checked);
    }

    public long checkedEvents() {
        return checkedEvents;
    }

    /** Whether each goal that was measured is met, and nothing failed. */
    public boolean goalsMet() {
        return failures.isEmpty()
                && wrongBooks.isEmpty()
                && values.entrySet().stream()
                        .allMatch(each -> each.getKey().reached(each.getValue()).met());
    }
}
