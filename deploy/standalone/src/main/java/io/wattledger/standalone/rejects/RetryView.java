package io.wattledger.standalone.rejects;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.Json;
import io.wattledger.ledger.Reject;
import io.wattledger.standalone.rejects.RetryPlan.Outcome;
import io.wattledger.standalone.rejects.RetryPlan.Planned;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What a retry did, or would do. */
final class RetryView {

    private static final int SHOWN = 20;

    private final RetryPlan plan;

    RetryView(RetryPlan plan) {
        this.plan = plan;
    }

    /** What does not go back, and why; what goes although it will be refused. */
    void problems(PrintWriter out) {
        List<String> lines = plan.rows().stream()
                .filter(row -> row.outcome() != Outcome.SEND
                        || row.candidate().problem().isPresent())
                .limit(SHOWN + 1L)
                .map(RetryView::line)
                .toList();
        lines.stream().limit(SHOWN).forEach(out::println);
        if (lines.size() > SHOWN) {
            out.println("and others; --json names all");
        }
    }

    private static String line(Planned row) {
        String problem = row.candidate()
                .problem()
                .map(reject -> reject.reason() + ", " + Texts.line(reject.detail()))
                .orElse("");
        String what =
                switch (row.outcome()) {
                    case SEND -> "will be refused again: " + problem;
                    case REFUSED_AGAIN ->
                        row.candidate().sendable()
                                ? "would be refused again: " + problem
                                : "has no event to correct: " + problem + " Write it whole and give it with --event";
                    case SENT_BEFORE -> "was sent back before; --again sends it again";
                    case UNKNOWN_BEFORE ->
                        "was refused longer ago than the input topic reaches, so nobody can tell whether it was sent"
                                + " back before; --again sends it";
                };
        return row.candidate().position() + " " + what;
    }

    /** One line that says it all. */
    String summary(boolean dryRun) {
        List<String> parts = new ArrayList<>();
        parts.add("%,d of %,d %s to %s"
                .formatted(
                        plan.count(Outcome.SEND),
                        plan.rows().size(),
                        dryRun ? "would be sent back" : "sent back",
                        plan.topic()));
        part(parts, Outcome.REFUSED_AGAIN, "would be refused again");
        part(parts, Outcome.SENT_BEFORE, "sent back before");
        part(parts, Outcome.UNKNOWN_BEFORE, "perhaps sent back before");
        return String.join(", ", parts) + (dryRun ? "; dry run, nothing was sent" : "");
    }

    private void part(List<String> parts, Outcome outcome, String text) {
        long number = plan.count(outcome);
        if (number > 0) {
            parts.add("%,d %s".formatted(number, text));
        }
    }

    ObjectNode json(boolean dryRun) {
        ObjectNode json = Json.object();
        json.put("topic", plan.topic());
        json.put("dryRun", dryRun);
        json.put("selected", plan.rows().size());
        json.put("sent", dryRun ? 0 : plan.count(Outcome.SEND));
        json.put("refusedAgain", plan.count(Outcome.REFUSED_AGAIN));
        json.put("sentBefore", plan.count(Outcome.SENT_BEFORE));
        json.put("unknownBefore", plan.count(Outcome.UNKNOWN_BEFORE));
        ArrayNode events = json.putArray("events");
        for (Planned row : plan.rows()) {
            ObjectNode each = events.addObject();
            each.put("position", row.candidate().position());
            each.put(
                    "outcome",
                    row.outcome() == Outcome.SEND && dryRun
                            ? "sendable"
                            : row.outcome().label());
            each.put(
                    "reason",
                    row.candidate()
                            .problem()
                            .map(reject -> reject.reason().name())
                            .orElse(null));
            each.put("detail", row.candidate().problem().map(Reject::detail).orElse(null));
        }
        return json;
    }
}
