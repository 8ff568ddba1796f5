package io.wattledger.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.books.Published;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.SiteRow;
import io.wattledger.estimator.cli.TextEstimator;
import io.wattledger.http.EstimateQuery.Parameter;
import io.wattledger.ledger.Cell;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.OperatingPoint;
import io.wattledger.ledger.SiteRevision;
import io.wattledger.ledger.Tariff;
import io.wattledger.ledger.Unpriced;
import io.wattledger.ledger.Usage;
import io.wattledger.ledger.Window;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a request would cost: as the books would price it now, to the millionth; or else as the estimator says, at the factors of
 * the books where they have some of the region. Both answers have the same fields, the estimator's some more.
 */
final class Estimates {

    private static final String BOOKS = "books";
    private static final Set<Parameter> OF_THE_ESTIMATOR = EnumSet.complementOf(EnumSet.of(Parameter.INFERENCES));
    private static final Set<Parameter> NOT_OF_THE_BOOKS =
            EnumSet.of(Parameter.PRECISION, Parameter.STEPS, Parameter.RESOLUTION, Parameter.FRAMES);
    private static final List<String> RANGES =
            List.of("energyJoules", "facilityEnergyJoules", "waterLitres", "carbonGrams");

    private final TextEstimator estimator = TextEstimator.bundled();

    /**
     * Answers a request.
     *
     * @param now milliseconds since the epoch
     * @throws BadQuery if it cannot be answered as it was asked
     */
    ObjectNode answer(Map<String, List<String>> parameters, Published published, long now) throws BadQuery {
        EstimateQuery query = EstimateQuery.of(parameters);
        Optional<String> method = query.text(Parameter.METHOD);
        Tariff tariff = tariff(query, published, now);
        boolean books = method.map(BOOKS::equals).orElse(tariff.point().isPresent());
        return books ? priced(query, tariff) : estimated(query, tariff);
    }

    /** What booking would take for an event of now. */
    private static Tariff tariff(EstimateQuery query, Published published, long now) {
        var dimensions = new Dimensions(
                "", Optional.empty(), query.model(), query.gpu(), query.region().orElse(""));
        return Tariff.of(
                new Cell(Window.MINUTE.start(now), dimensions, false, query.batch()),
                published.costLine(query.model(), query.gpu()),
                query.region().flatMap(published::siteLine));
    }

    private static ObjectNode priced(EstimateQuery query, Tariff tariff) {
        Usage usage = query.usage();
        Footprint price = tariff.price(usage);
        ObjectNode json = BooksJson.object();
        json.put("model", query.model());
        json.put("gpu", query.gpu());
        json.put("batch", tariff.point().map(OperatingPoint::batchSize).orElse(null));
        json.put("inputTokens", usage.inputTokens());
        json.put("cachedInputTokens", usage.cachedInputTokens());
        json.put("outputTokens", usage.outputTokens());
        BooksJson.amounts(json, price);
        ArrayNode warnings = json.putArray("warnings");
        for (Parameter parameter : NOT_OF_THE_BOOKS) {
            if (query.text(parameter).isPresent()) {
                warnings.add(parameter.label()
                        + " is not used: a cost of the books has its own; name a method to ask the estimator");
            }
        }
        if (tariff.point().filter(point -> onlyByToken(point, usage)).isPresent()) {
            warnings.add("no tokens were given, and the books price this model by the token");
        }
        return booked(json, query, tariff, BOOKS, tariff.unpriced(price));
    }

    private static boolean onlyByToken(OperatingPoint point, Usage usage) {
        return usage.inputTokens() == 0
                && usage.outputTokens() == 0
                && point.perInference().high() == 0;
    }

    private ObjectNode estimated(EstimateQuery query, Tariff tariff) throws BadQuery {
        Map<String, String> texts = new HashMap<>();
        query.texts().forEach((parameter, text) -> {
            if (OF_THE_ESTIMATOR.contains(parameter)) {
                texts.put(parameter.label(), text);
            }
        });
        ObjectNode json;
        try {
            json = tariff.site().isPresent()
                    ? estimator.json(
                            texts,
                            site(query.region().orElseThrow(), tariff.site().get()))
                    : estimator.json(texts);
        } catch (EstimateException e) {
            throw new BadQuery(
                    query.text(Parameter.METHOD).isPresent()
                            ? String.valueOf(e.getMessage())
                            : "the books have no cost of " + query.model() + " on " + query.gpu()
                                    + ", and the estimator says: " + e.getMessage());
        }
        multiply(json, query.usage().inferences());
        return booked(json, query, tariff, "estimator", Optional.empty());
    }

    private static SiteRow site(String region, SiteRevision factors) {
        return new SiteRow(
                region,
                BOOKS,
                factors.pue(),
                factors.wueLitresPerKwh(),
                factors.ewifLitresPerKwh(),
                factors.gramsCo2ePerKwh(),
                Instant.ofEpochMilli(factors.effectiveFrom()),
                "revision " + factors.name() + " of the site factors in the books",
                "in force from " + Instant.ofEpochMilli(factors.effectiveFrom()));
    }

    /** The estimator answers for one inference: of a network that is counted in them, more cost that many times as much. */
    private static void multiply(ObjectNode json, long inferences) throws BadQuery {
        if (inferences == 1) {
            return;
        }
        if (json.has("inputTokens")) {
            throw new BadQuery("inferences is " + inferences + ", but the estimator counts "
                    + json.path("model").asText() + " in tokens; leave inferences out and write the tokens of one");
        }
        for (String range : RANGES) {
            if (json.get(range) instanceof ObjectNode of) {
                of.properties().forEach(each -> each.setValue(times(each.getValue(), inferences)));
            }
        }
    }

    private static JsonNode times(JsonNode value, long factor) {
        return BooksJson.object().numberNode(value.asDouble() * factor);
    }

    /** What both answers say of the books. */
    private static ObjectNode booked(
            ObjectNode json, EstimateQuery query, Tariff tariff, String source, Optional<Unpriced> why) {
        json.put("source", source);
        json.put("region", query.region().orElse(null));
        json.put("inferences", query.usage().inferences());
        json.put(
                "costRevision",
                tariff.costRevision().filter(name -> source.equals(BOOKS)).orElse(null));
        json.put("siteRevision", tariff.site().map(SiteRevision::name).orElse(null));
        // Who names no region asks for no factors.
        json.put(
                "unpricedReason",
                why.filter(reason -> query.region().isPresent() || reason != Unpriced.NO_SITE_FACTORS)
                        .map(Unpriced::name)
                        .orElse(null));
        return json;
    }
}
