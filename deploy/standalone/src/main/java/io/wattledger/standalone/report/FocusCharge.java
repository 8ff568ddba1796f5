package io.wattledger.standalone.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What FOCUS calls a charge: a row of a report by everything that can be asked for. */
final class FocusCharge {

    /** ISO 4217 for transactions in which no currency is involved. */
    private static final String NO_CURRENCY = "XXX";

    private static final String NOT_OF_A_MODEL = "unattributed";

    private final Report report;
    private final Row row;

    /** Methods by cost revision. */
    private final Map<RevisionKey, String> methods;

    /** A revision is named within its model and GPU, or its region. */
    record RevisionKey(String of, String name) {}

    FocusCharge(Report report, Row row, Map<RevisionKey, String> methods) {
        this.report = report;
        this.row = row;
        this.methods = methods;
    }

    static Map<RevisionKey, String> methods(State state) {
        return state.revisions().stream()
                .collect(Collectors.toMap(
                        revision -> new RevisionKey(revision.of(), revision.name()),
                        State.Revision::method,
                        (first, again) -> again));
    }

    Row row() {
        return row;
    }

    private Optional<String> raw(Field field) {
        return row.values().get(FocusFormat.FIELDS.indexOf(field));
    }

    Optional<String> of(Field field) {
        return raw(field).map(FocusText::shown);
    }

    private boolean attributed() {
        return row.kind() != Kind.UNATTRIBUTED;
    }

    /** What is charged. What has no price or no energy yet is not charged yet, so 0 is what is billed, not what is unknown. */
    BigDecimal cost() {
        int digits = report.prices().map(Prices::digits).orElse(0);
        return row.money().flatMap(Money::total).orElse(BigDecimal.ZERO).setScale(digits, RoundingMode.UNNECESSARY);
    }

    String currency() {
        return report.prices()
                .map(prices -> prices.currency().getCurrencyCode())
                .orElse(NO_CURRENCY);
    }

    ZonedDateTime billingStart() {
        return Span.startOfMonth(row.span().from());
    }

    /** Of the last month: what meters say of several months is one charge. */
    ZonedDateTime billingEnd() {
        return Span.startOfMonth(row.span().to().minusMinutes(1).plusMonths(1));
    }

    Optional<String> chargeClass() {
        return row.kind() == Kind.LATER_CORRECTION ? Optional.of("Correction") : Optional.empty();
    }

    String description() {
        String where = of(Field.REGION).map(region -> " in " + region).orElse("");
        String what = "inference with " + of(Field.MODEL).orElse("?") + " on "
                + of(Field.GPU).orElse("?") + where
                + raw(Field.UNPRICED).map(reason -> ", not complete: " + reason).orElse("");
        return switch (row.kind()) {
            case USAGE -> "Usage: " + what;
            case CORRECTION, LATER_CORRECTION -> "Correction: " + what;
            case UNATTRIBUTED -> "Metered energy" + where + " that the books do not explain";
        };
    }

    /** What was used; of the rest of a meter, its energy. */
    FocusMeasure consumed() {
        return attributed() ? usage() : priced();
    }

    /** Energy, which is what prices are for; while it is unknown, what was used, because an unknown quantity is not 0. */
    FocusMeasure priced() {
        return row.figures()
                .central(Quantity.FACILITY_ENERGY)
                .map(FocusMeasure::ofJoules)
                .orElseGet(this::usage);
    }

    /** Tokens; of models without tokens, inferences. Corrections use nothing. */
    private FocusMeasure usage() {
        Figures figures = row.figures();
        long tokens = Math.addExact(figures.inputTokens(), figures.outputTokens());
        return tokens == 0 && figures.inferences() != 0
                ? FocusMeasure.of(figures.inferences(), "Inferences")
                : FocusMeasure.of(tokens, "Tokens");
    }

    String sku() {
        return joined(Field.MODEL, Field.GPU).orElse(NOT_OF_A_MODEL);
    }

    String skuMeter() {
        return attributed() ? "Inference" : "Facility energy";
    }

    /** By region, as prices are, and by unit, as a price has one. */
    String skuPrice() {
        return Stream.of(Optional.of(sku()), of(Field.REGION), Optional.of(priced().unit()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("|"));
    }

    Optional<String> skuDetails() {
        return FocusText.json(new TreeMap<>(Map.of("x_Gpu", of(Field.GPU), "x_Model", of(Field.MODEL))));
    }

    Optional<String> resource() {
        return joined(Field.MODEL, Field.GPU, Field.REGION);
    }

    Optional<String> resourceType() {
        return attributed() ? Optional.of("Model") : Optional.empty();
    }

    Optional<String> subAccountType() {
        return of(Field.TEAM).map(team -> "Team");
    }

    Optional<String> tags() {
        return FocusText.json(new TreeMap<>(Map.of("gpu", of(Field.GPU), "project", of(Field.PROJECT))));
    }

    /** By which the energy was found: measured with the events, or the method of the cost revision. */
    Optional<String> method() {
        if (raw(Field.BASIS).filter("measured"::equals).isPresent()) {
            return raw(Field.BASIS);
        }
        return raw(Field.COST)
                .flatMap(revision -> Optional.ofNullable(methods.get(new RevisionKey(
                        raw(Field.MODEL).orElse("") + "|" + raw(Field.GPU).orElse(""), revision))));
    }

    private Optional<String> joined(Field... fields) {
        return attributed()
                ? Optional.of(
                        Stream.of(fields).flatMap(field -> of(field).stream()).collect(Collectors.joining("|")))
                : Optional.empty();
    }
}
