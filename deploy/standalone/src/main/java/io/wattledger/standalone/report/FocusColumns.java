package io.wattledger.standalone.report;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The columns of a FOCUS file, in the order of their names, then those of our own. They are those that FOCUS 1.3 makes
 * mandatory, with the two that it has deprecated and 1.2 needs, and of the conditional ones those whose condition holds.
 * There are no commitments, reservations, contracts or other currencies, so none of their columns; and no unit prices, since
 * a charge is the sum of up to four prices, which stand in columns of their own.
 */
final class FocusColumns {

    /** Who provides, publishes and charges, as far as the books know. */
    private static final String BOOKS = "Wattledger";

    static final List<Column> ALL = all();

    private FocusColumns() {}

    /** A column. */
    record Column(String name, Function<FocusCharge, Optional<?>> value) {}

    private static List<Column> all() {
        List<Column> columns = new ArrayList<>();
        focus(columns);
        own(columns);
        figures(columns);
        return List.copyOf(columns);
    }

    private static void focus(List<Column> columns) {
        is(columns, "BilledCost", FocusCharge::cost);
        is(columns, "BillingAccountId", charge -> "wattledger");
        is(columns, "BillingAccountName", charge -> BOOKS);
        is(columns, "BillingAccountType", charge -> "Ledger");
        is(columns, "BillingCurrency", FocusCharge::currency);
        is(columns, "BillingPeriodEnd", charge -> utc(charge.billingEnd()));
        is(columns, "BillingPeriodStart", charge -> utc(charge.billingStart()));
        is(columns, "ChargeCategory", charge -> "Usage");
        may(columns, "ChargeClass", FocusCharge::chargeClass);
        is(columns, "ChargeDescription", FocusCharge::description);
        is(columns, "ChargeFrequency", charge -> "Usage-Based");
        is(columns, "ChargePeriodEnd", charge -> utc(charge.row().span().to()));
        is(columns, "ChargePeriodStart", charge -> utc(charge.row().span().from()));
        is(columns, "ConsumedQuantity", charge -> charge.consumed().quantity());
        is(columns, "ConsumedUnit", charge -> charge.consumed().unit());
        is(columns, "ContractedCost", FocusCharge::cost);
        is(columns, "EffectiveCost", FocusCharge::cost);
        may(columns, "HostProviderName", charge -> Optional.empty());
        may(columns, "InvoiceId", charge -> Optional.empty());
        is(columns, "InvoiceIssuerName", charge -> BOOKS);
        is(columns, "ListCost", FocusCharge::cost);
        is(columns, "PricingQuantity", charge -> charge.priced().quantity());
        is(columns, "PricingUnit", charge -> charge.priced().unit());
        is(columns, "ProviderName", charge -> BOOKS);
        is(columns, "PublisherName", charge -> BOOKS);
        may(columns, "RegionId", charge -> charge.of(Field.REGION));
        may(columns, "RegionName", charge -> charge.of(Field.REGION));
        may(columns, "ResourceId", FocusCharge::resource);
        may(columns, "ResourceName", charge -> charge.of(Field.MODEL));
        may(columns, "ResourceType", FocusCharge::resourceType);
        is(columns, "ServiceCategory", charge -> "AI and Machine Learning");
        is(columns, "ServiceName", charge -> "AI inference");
        is(columns, "ServiceProviderName", charge -> BOOKS);
        is(columns, "ServiceSubcategory", charge -> "Machine Learning");
        is(columns, "SkuId", FocusCharge::sku);
        is(columns, "SkuMeter", FocusCharge::skuMeter);
        may(columns, "SkuPriceDetails", FocusCharge::skuDetails);
        is(columns, "SkuPriceId", FocusCharge::skuPrice);
        may(columns, "SubAccountId", charge -> charge.of(Field.TEAM));
        may(columns, "SubAccountName", charge -> charge.of(Field.TEAM));
        may(columns, "SubAccountType", FocusCharge::subAccountType);
        may(columns, "Tags", FocusCharge::tags);
    }

    private static void own(List<Column> columns) {
        is(columns, "x_Kind", charge -> charge.row().kind().label());
        may(columns, "x_Project", charge -> charge.of(Field.PROJECT));
        may(columns, "x_Gpu", charge -> charge.of(Field.GPU));
        may(columns, "x_Basis", charge -> charge.of(Field.BASIS));
        may(columns, "x_Method", FocusCharge::method);
        may(columns, "x_CostRevision", charge -> charge.of(Field.COST));
        may(columns, "x_SiteRevision", charge -> charge.of(Field.SITE));
        may(columns, "x_UnpricedReason", charge -> charge.of(Field.UNPRICED));
    }

    /** What FOCUS has no columns for; each amount stands in one row only, so that they add up to the books. */
    private static void figures(List<Column> columns) {
        count(columns, "x_Requests", Figures::requests);
        count(columns, "x_LateRequests", Figures::lateRequests);
        count(columns, "x_UnpricedRequests", Figures::unpricedRequests);
        count(columns, "x_UnsitedRequests", Figures::unsitedRequests);
        count(columns, "x_Inferences", Figures::inferences);
        count(columns, "x_InputTokens", Figures::inputTokens);
        count(columns, "x_CachedInputTokens", Figures::cachedInputTokens);
        count(columns, "x_OutputTokens", Figures::outputTokens);
        amount(columns, "x_EnergyJoules", Quantity.ENERGY);
        amount(columns, "x_FacilityEnergyJoules", Quantity.FACILITY_ENERGY);
        amount(columns, "x_WaterLitres", Quantity.WATER);
        amount(columns, "x_CarbonGramsCO2e", Quantity.CARBON);
        cost(columns, "x_ElectricityCost", Money.Component.ELECTRICITY);
        cost(columns, "x_WaterCost", Money.Component.WATER);
        cost(columns, "x_CarbonCost", Money.Component.CARBON);
        cost(columns, "x_GpuCost", Money.Component.GPU);
    }

    private static void count(List<Column> columns, String name, Function<Figures, Long> count) {
        is(columns, name, charge -> count.apply(charge.row().figures()));
    }

    private static void amount(List<Column> columns, String name, Quantity quantity) {
        Function<FocusCharge, Optional<Range>> range =
                charge -> charge.row().figures().amount(quantity);
        may(columns, name, charge -> range.apply(charge).map(Range::central));
        may(columns, name + "Low", charge -> range.apply(charge).map(Range::low));
        may(columns, name + "High", charge -> range.apply(charge).map(Range::high));
    }

    private static void cost(List<Column> columns, String name, Money.Component component) {
        may(columns, name, charge -> charge.row().money().flatMap(money -> money.part(component)));
    }

    private static void is(List<Column> columns, String name, Function<FocusCharge, ?> value) {
        columns.add(new Column(name, charge -> Optional.of(value.apply(charge))));
    }

    private static void may(List<Column> columns, String name, Function<FocusCharge, Optional<?>> value) {
        columns.add(new Column(name, value));
    }

    /** As FOCUS writes times: {@code 2026-11-01T00:00:00Z}. */
    private static String utc(ZonedDateTime time) {
        return time.toInstant().toString();
    }
}
