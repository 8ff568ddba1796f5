package io.wattledger.standalone.rejects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.Json;
import io.wattledger.schemas.Position;
import io.wattledger.v1.RejectReason;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Refused events, a line each. */
final class ListView {

    private static final int TIME = 24;
    private static final int SIZE = 9;
    private static final int LEAST_DETAIL = 20;
    private static final int REASON = Arrays.stream(RejectReason.values())
            .mapToInt(each -> each.name().length())
            .max()
            .orElse(0);
    /** Digits of a partition and an offset, where the rows to come are not known yet. */
    private static final int DIGITS = 12;

    private final PrintWriter out;
    private final int width;
    private int positions;

    /** @param width columns of the terminal; details are cut to it */
    ListView(PrintWriter out, int width) {
        this.out = out;
        this.width = width;
    }

    /** What is shown of a refused event, without its bytes. */
    record Row(
            Position at, Instant time, Instant refusedAt, RejectReason reason, String detail, boolean empty, int size) {

        static Row of(Refused refused) {
            return new Row(
                    refused.at(),
                    refused.time(),
                    refused.refusedAt(),
                    refused.reason(),
                    refused.event().getDetail(),
                    refused.event().getValue() == null,
                    refused.size());
        }

        String position() {
            return Positions.text(at);
        }
    }

    /** Prints rows below the head, which goes before the first ones. */
    void print(List<Row> rows) {
        if (positions == 0 && !rows.isEmpty()) {
            int longest =
                    rows.stream().mapToInt(row -> row.position().length()).max().orElse(0);
            positions = rows.size() > 1
                    ? longest
                    : Math.max(longest, rows.get(0).at().topic().length() + DIGITS);
            out.println(line("POSITION", "TIME", "REASON", "BYTES", "DETAIL"));
        }
        for (Row row : rows) {
            out.println(line(
                    row.position(),
                    row.time().toString(),
                    row.reason().name(),
                    row.empty() ? "-" : "%,d".formatted(row.size()),
                    Texts.line(row.detail())));
        }
    }

    private String line(String position, String time, String reason, String size, String detail) {
        String start = ("%-" + positions + "s  %-" + TIME + "s  %-" + REASON + "s  %" + SIZE + "s  ")
                .formatted(position, time, reason, size);
        return start + Texts.shortened(detail, Math.max(LEAST_DETAIL, width - start.length()));
    }

    void json(Row row) {
        ObjectNode json = Json.object();
        json.put("position", row.position());
        json.put("topic", row.at().topic());
        json.put("partition", row.at().partition());
        json.put("offset", row.at().offset());
        json.put("time", row.time().toString());
        json.put("refusedAt", row.refusedAt().toString());
        json.put("reason", row.reason().name());
        json.put("detail", row.detail());
        json.put("bytes", row.empty() ? null : (Integer) row.size());
        out.println(json);
    }

    void count(Map<RejectReason, Long> reasons) {
        reasons.forEach((reason, number) -> out.printf("%-" + REASON + "s  %,12d%n", reason, number));
        out.printf("%-" + REASON + "s  %,12d%n", "all", total(reasons));
    }

    void countJson(Map<RejectReason, Long> reasons) {
        ObjectNode json = Json.object();
        json.put("all", total(reasons));
        ObjectNode byReason = json.putObject("reasons");
        reasons.forEach((reason, number) -> byReason.put(reason.name(), number));
        Json.print(json, out);
    }

    private static long total(Map<RejectReason, Long> reasons) {
        return reasons.values().stream().mapToLong(Long::longValue).sum();
    }
}
