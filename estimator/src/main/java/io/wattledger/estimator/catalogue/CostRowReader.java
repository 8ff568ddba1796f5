package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.OperatingPoint;
import io.wattledger.estimator.Rate;
import io.wattledger.estimator.Term;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes one cost row of the lines that share its model and GPU. */
final class CostRowReader {

    private CostRowReader() {}

    static CostRow read(List<Table.Line> lines) {
        Table.Line first = lines.get(0);
        String method = first.text("method");
        Map<Integer, Map<Rate, Table.Line>> byBatch = new LinkedHashMap<>();
        List<Term> terms = new ArrayList<>();
        for (Table.Line line : lines) {
            if (!line.text("method").equals(method)) {
                throw line.error(
                        "method",
                        "\"%s\", but line %d of the same model and gpu has \"%s\"; one row has one method"
                                .formatted(line.text("method"), first.number(), method));
            }
            int batchSize = line.positiveInt("batch_size");
            Rate rate = line.choice("rate", Rate.values(), Rate::label);
            Table.Line other = byBatch.computeIfAbsent(batchSize, unused -> new EnumMap<>(Rate.class))
                    .putIfAbsent(rate, line);
            if (other != null) {
                throw line.error("rate", rate.label() + " is on line " + other.number() + " already; remove one");
            }
            terms.add(term(line, batchSize, rate));
        }
        List<OperatingPoint> points = new ArrayList<>();
        byBatch.forEach((batchSize, rates) -> points.add(point(batchSize, rates)));
        return new CostRow(first.text("model"), first.text("gpu"), method, points, terms);
    }

    private static OperatingPoint point(int batchSize, Map<Rate, Table.Line> rates) {
        return new OperatingPoint(
                batchSize,
                estimate(rates, Rate.INFERENCE),
                estimate(rates, Rate.INPUT_TOKEN),
                estimate(rates, Rate.CACHED_INPUT_TOKEN),
                estimate(rates, Rate.OUTPUT_TOKEN));
    }

    private static Estimate<Joules> estimate(Map<Rate, Table.Line> rates, Rate rate) {
        Table.Line line = rates.get(rate);
        if (line == null) {
            throw rates.values()
                    .iterator()
                    .next()
                    .error("rate", "this batch size has no line for " + rate.label() + "; add it, as 0 if it is 0");
        }
        double low = line.number("low_joules", 0);
        double central = line.number("central_joules", 0);
        double high = line.number("high_joules", 0);
        if (low > central) {
            throw line.error("low_joules", low + " is above central_joules " + central + "; swap or correct them");
        }
        if (central > high) {
            throw line.error("high_joules", high + " is below central_joules " + central + "; swap or correct them");
        }
        return new Estimate<>(new Joules(low), new Joules(central), new Joules(high));
    }

    private static Term term(Table.Line line, int batchSize, Rate rate) {
        return new Term(
                "energy per %s, batch size %d".formatted(rate.label().replace('_', ' '), batchSize),
                line.number("central_joules", 0),
                "J",
                "%s. Source: %s, %s".formatted(line.text("derivation"), line.text("source"), line.date("source_date")));
    }
}
