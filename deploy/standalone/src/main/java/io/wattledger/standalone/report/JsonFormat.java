package io.wattledger.standalone.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** One JSON object: question, state, rows, total. Amounts are {@code {low, central, high}}, exact, or null where they are unknown. */
final class JsonFormat implements Format {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    @Override
    public void write(Report report, OutputStream out) throws IOException {
        MAPPER.writeValue(out, json(report));
        out.write('\n');
    }

    static ObjectNode json(Report report) {
        ObjectNode json = MAPPER.createObjectNode();
        json.set("question", question(report.question()));
        json.set("state", state(report.state()));
        report.prices()
                .ifPresent(prices -> json.put("currency", prices.currency().getCurrencyCode()));
        List<Field> by = report.question().by();
        ArrayNode rows = json.putArray("rows");
        report.rows().forEach(row -> row(rows.addObject(), by, row));
        ObjectNode total = json.putObject("total");
        figures(total, report.total());
        report.previous().ifPresent(previous -> figures(total.putObject("previous"), previous));
        report.money().ifPresent(money -> money(total.putObject("cost"), money));
        ArrayNode notes = json.putArray("notes");
        report.notes().forEach(notes::add);
        return json;
    }

    static ObjectNode question(Question question) {
        ObjectNode json = MAPPER.createObjectNode();
        span(json, question.span());
        json.put("zone", question.span().from().getZone().getId());
        json.put("granularity", question.granularity().label());
        ArrayNode by = json.putArray("by");
        question.by().forEach(field -> by.add(field.label()));
        ObjectNode filters = json.putObject("filters");
        question.filters().forEach((field, values) -> {
            ArrayNode array = filters.putArray(field.label());
            new TreeSet<>(values).forEach(array::add);
        });
        json.put("corrections", question.corrections());
        if (question.previous().isPresent()) {
            span(json.putObject("previous"), question.previous().get());
        } else {
            json.putNull("previous");
        }
        return json;
    }

    private static void span(ObjectNode json, Span span) {
        json.put("from", Columns.text(span.from()));
        json.put("to", Columns.text(span.to()));
    }

    static ObjectNode state(State state) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("source", state.source());
        json.put("readAt", state.read().toString());
        json.put("version", state.version());
        ObjectNode offsets = json.putObject("offsets");
        state.offsets().forEach((topic, partitions) -> {
            ObjectNode ends = offsets.putObject(topic);
            partitions.forEach((partition, end) -> ends.put(partition.toString(), end));
        });
        ArrayNode revisions = json.putArray("revisions");
        state.revisions().forEach(revision -> revisions
                .addObject()
                .put("table", revision.table())
                .put("of", revision.of())
                .put("revision", revision.name())
                .put("method", revision.method()));
        return json;
    }

    private static void row(ObjectNode json, List<Field> by, Row row) {
        json.put("start", Columns.text(row.span().from()));
        json.put("end", Columns.text(row.span().to()));
        for (int i = 0; i < by.size(); i++) {
            json.put(by.get(i).label(), row.values().get(i).orElse(null));
        }
        json.put("kind", row.kind().label());
        figures(json, row.figures());
        json.put("energyPercent", row.percent().orElse(null));
        row.previous().ifPresent(previous -> figures(json.putObject("previous"), previous));
        row.money().ifPresent(money -> money(json.putObject("cost"), money));
    }

    private static void figures(ObjectNode json, Figures figures) {
        json.put("requests", figures.requests());
        json.put("lateRequests", figures.lateRequests());
        json.put("unpricedRequests", figures.unpricedRequests());
        json.put("unsitedRequests", figures.unsitedRequests());
        json.put("inferences", figures.inferences());
        json.put("inputTokens", figures.inputTokens());
        json.put("cachedInputTokens", figures.cachedInputTokens());
        json.put("outputTokens", figures.outputTokens());
        for (Quantity quantity : Quantity.values()) {
            Optional<Range> range = figures.amount(quantity);
            if (range.isEmpty()) {
                json.putNull(quantity.label());
            } else {
                json.putObject(quantity.label())
                        .put("low", range.get().low())
                        .put("central", range.get().central())
                        .put("high", range.get().high());
            }
        }
        json.put("measuredEnergyJoules", figures.measured());
    }

    private static void money(ObjectNode json, Money money) {
        for (Money.Component component : Money.Component.values()) {
            json.put(component.label(), money.part(component).orElse(null));
        }
        json.put("totalCost", money.total().map(BigDecimal::plus).orElse(null));
    }
}
