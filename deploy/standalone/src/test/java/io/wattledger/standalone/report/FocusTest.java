package io.wattledger.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.books.Spreadsheets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FocusTest {

    private static final Predicate<Map<String, String>> LATER = kind("later-correction");

    private final Report priced = FocusSamples.report(Span.Granularity.DAY, Optional.of(FocusSamples.PRICES));
    private final Report unpriced = FocusSamples.report(Span.Granularity.DAY, Optional.empty());

    @ParameterizedTest
    @EnumSource(
            value = Span.Granularity.class,
            names = {"MONTH", "DAY", "HOUR"})
    void shouldFollowTheRulesOfTheSpecification(Span.Granularity granularity) throws IOException {
        assertThat(FocusRules.problems(csv(FocusSamples.report(granularity, Optional.of(FocusSamples.PRICES)))))
                .isEmpty();
        assertThat(FocusRules.problems(csv(FocusSamples.report(granularity, Optional.empty()))))
                .isEmpty();
    }

    /** The rules find what is wrong: each line breaks one cell of a good file. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            nullValues = "null",
            value = {
                "BilledCost; null; BilledCost is null",
                "BilledCost; 1E+3; BilledCost cannot be 1E+3",
                "BilledCost; 0.01; BilledCost equals EffectiveCost does not hold",
                "BillingCurrency; euro; BillingCurrency cannot be euro",
                "BillingPeriodStart; 2026-11-01; BillingPeriodStart cannot be",
                "BillingPeriodEnd; 2026-10-01T00:00:00Z; ChargePeriodEnd not after BillingPeriodEnd",
                "ChargePeriodEnd; 2026-10-01T00:00:00Z; ChargePeriodStart before ChargePeriodEnd",
                "ChargeClass; Correction; ChargeClass is null does not hold",
                "ChargeClass; correction; ChargeClass cannot be correction",
                "ChargeCategory; Usages; ChargeCategory cannot be Usages",
                "ConsumedUnit; null; when ConsumedQuantity is not null, ConsumedUnit is not null does not hold",
                "ConsumedQuantity; null; ConsumedQuantity is not null does not hold",
                "PricingUnit; Tokens; SkuPriceId determines PricingUnit does not hold",
                "SkuPriceId; null; PricingQuantity is null does not hold",
                "SubAccountType; null; when SubAccountId is not null, SubAccountType is not null does not hold",
                "ResourceName; llama|h100|eu-west-1; ResourceName differs from ResourceId does not hold",
                "HostProviderName; Somebody; HostProviderName equals ServiceProviderName does not hold",
                "ServiceSubcategory; AI; ServiceSubcategory cannot be AI",
                "Tags; [1]; Tags cannot be [1]",
                "Tags; '{\"a\":{}}'; Tags cannot be",
                "Tags; '{\"a\":1,\"a\":1}'; Tags cannot be",
                "Tags; '{\"user\":\"ann@example.com\"}'; Tags shows an address",
                "SubAccountName; =1+1; SubAccountName cannot be =1+1",
                "x_EnergyJoulesLow; null; when x_EnergyJoules is not null, x_EnergyJoulesLow is not null does not hold",
                "x_Requests; 1.5; x_Requests cannot be 1.5",
                "x_GpuCost; 1; x_ElectricityCost + x_WaterCost + x_CarbonCost + x_GpuCost does not hold",
            })
    void shouldFindWhatIsWrong(String column, String value, String problem) throws IOException {
        String broken = FocusFiles.with(csv(priced), kind("usage"), column, value);

        assertThat(FocusRules.problems(broken)).anyMatch(found -> found.contains(problem));
    }

    @Test
    void shouldFindColumnsThatAreMissingOrTooMany() throws IOException {
        String csv = csv(priced);

        assertThat(FocusRules.problems(csv.replace("ListCost", "ListPrice")))
                .contains("ListCost is missing", "ListPrice should not be there");
        assertThat(FocusRules.problems(csv.replace("InvoiceId", "x_InvoiceId")))
                .contains("InvoiceIssuerName stands behind columns that are not of FOCUS");
        assertThat(FocusRules.problems(csv.replace(",Inference,", ",\"\",")))
                .anyMatch(found -> found.endsWith("SkuMeter cannot be "));
    }

    @Test
    void shouldAddUpToTheBooks() throws IOException {
        List<Map<String, String>> rows = FocusRules.rows(csv(priced));

        assertThat(sum(rows, "x_EnergyJoules")).isEqualTo(central(Quantity.ENERGY));
        assertThat(sum(rows, "x_FacilityEnergyJoules")).isEqualTo(central(Quantity.FACILITY_ENERGY));
        assertThat(sum(rows, "x_WaterLitres")).isEqualTo(central(Quantity.WATER));
        assertThat(sum(rows, "x_CarbonGramsCO2e")).isEqualTo(central(Quantity.CARBON));
        assertThat(sum(rows, "x_Requests"))
                .isEqualTo(BigDecimal.valueOf(priced.total().requests()));
        assertThat(sum(rows, "BilledCost"))
                .isEqualTo(priced.money().orElseThrow().total().orElseThrow());
    }

    @Test
    void shouldCountTokensAndPriceEnergy() throws IOException {
        Map<String, String> first = FocusRules.rows(csv(priced)).get(0);

        assertThat(first)
                .containsEntry("SubAccountId", "search")
                .containsEntry("ResourceName", "llama")
                .containsEntry("SkuId", "llama|h100")
                .containsEntry("ConsumedQuantity", "1400")
                .containsEntry("ConsumedUnit", "Tokens")
                .containsEntry("PricingQuantity", "1.2")
                .containsEntry("PricingUnit", "Kilowatt-Hours")
                .containsEntry("BillingPeriodStart", "2026-10-31T23:00:00Z")
                .containsEntry("BillingPeriodEnd", "2026-11-30T23:00:00Z")
                .containsEntry("ChargePeriodEnd", "2026-11-01T23:00:00Z")
                .containsEntry("BillingCurrency", "EUR")
                .containsEntry("x_ElectricityCost", "240.00")
                .containsEntry("Tags", "{\"gpu\":\"h100\",\"project\":\"assistant\"}")
                .doesNotContainKeys("ChargeClass", "HostProviderName", "InvoiceId", "x_CarbonCost");
        assertThat(only(team("vision")))
                .containsEntry("ConsumedQuantity", "9")
                .containsEntry("ConsumedUnit", "Inferences")
                .containsEntry("x_Project", "'=1+1");
    }

    @Test
    void shouldKeepTheUnknownNull() throws IOException {
        assertThat(only(row -> "NO_COST".equals(row.get("x_UnpricedReason"))))
                .containsEntry("BilledCost", "0.00")
                .containsEntry("PricingQuantity", "90")
                .containsEntry("PricingUnit", "Tokens")
                .containsEntry("x_UnpricedRequests", "3")
                .doesNotContainKeys("x_EnergyJoules", "x_WaterLitresLow", "x_Method", "x_CostRevision", "x_GpuCost");
        assertThat(only(row -> "NO_SITE_FACTORS".equals(row.get("x_UnpricedReason"))))
                .containsEntry("x_EnergyJoules", "5.000000")
                .containsEntry("x_Method", "measured")
                .containsEntry("x_Basis", "estimated")
                .doesNotContainKeys("x_FacilityEnergyJoules", "x_SiteRevision");
        assertThat(only(row -> "2026-11-30T23:00:00Z".equals(row.get("ChargePeriodEnd")) && row.containsKey("x_Gpu")))
                .containsEntry("Tags", "{\"gpu\":\"h100\"}")
                .doesNotContainKey("x_Project");
    }

    @Test
    void shouldSayByWhichMethodEnergyWasFound() throws IOException {
        assertThat(FocusRules.rows(csv(priced)).get(0)).containsEntry("x_Method", "flops-per-watt");
        assertThat(only(row -> "measured".equals(row.get("x_Basis")))).containsEntry("x_Method", "measured");
        assertThat(only(team("vision"))).containsEntry("x_CostRevision", "c3").doesNotContainKey("x_Method");
    }

    @Test
    void shouldCallCorrectionsOfMonthsThatAreOverCorrections() throws IOException {
        assertThat(only(LATER))
                .containsEntry("ChargeClass", "Correction")
                .containsEntry("x_EnergyJoules", "-2.000000")
                .containsEntry("ConsumedQuantity", "0");
        assertThat(only(kind("correction")))
                .containsEntry("x_EnergyJoules", "1.000000")
                .doesNotContainKey("ChargeClass");
    }

    @Test
    void shouldChargeTheRestOfAMeterToNobody() throws IOException {
        assertThat(only(kind("unattributed")))
                .containsEntry("RegionId", "eu-west-1")
                .containsEntry("ConsumedUnit", "Kilowatt-Hours")
                .containsEntry("SkuId", "unattributed")
                .containsEntry("ChargePeriodStart", "2026-10-31T23:00:00Z")
                .doesNotContainKeys("SubAccountId", "ResourceId", "Tags", "x_EnergyJoules", "x_Method");
    }

    /** A meter's reading is of the whole period, and so is what it leaves over. */
    @Test
    void shouldBillTheRestOfAMeterWithAllMonthsThatItCovers() throws IOException {
        Span span = new Span(
                FocusSamples.NOVEMBER.from().minusDays(20),
                FocusSamples.NOVEMBER.to().plusDays(3));
        Question question = FocusFormat.question(span, Span.Granularity.DAY, Map.of());

        String csv = csv(FocusSamples.report(question, Optional.of(FocusSamples.PRICES)));

        assertThat(FocusRules.problems(csv)).isEmpty();
        assertThat(FocusRules.rows(csv).stream().filter(kind("unattributed")).toList())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("BillingPeriodStart", "2026-09-30T22:00:00Z")
                        .containsEntry("ChargePeriodStart", "2026-10-11T22:00:00Z")
                        .containsEntry("ChargePeriodEnd", "2026-12-03T23:00:00Z")
                        .containsEntry("BillingPeriodEnd", "2026-12-31T23:00:00Z"));
    }

    @Test
    void shouldBillNothingAndNameNoCurrencyWithoutPrices() throws IOException {
        assertThat(FocusRules.rows(csv(unpriced))).allSatisfy(row -> assertThat(row)
                .containsEntry("BilledCost", "0")
                .containsEntry("BillingCurrency", "XXX")
                .doesNotContainKeys("x_ElectricityCost", "x_GpuCost"));
    }

    @Test
    void shouldShowNoAddresses() throws IOException {
        String csv = csv(priced);

        assertThat(csv).doesNotContain("ann@", "bob.b@", "example.org");
        assertThat(only(team("withheld")))
                .containsEntry("x_Project", "withheld")
                .containsEntry("Tags", "{\"gpu\":\"h100\",\"project\":\"withheld\"}");
    }

    @Test
    void shouldWriteNothingThatASpreadsheetRuns() throws IOException {
        assertThat(only(row -> row.getOrDefault("ChargeDescription", "").contains("@cf/meta/llama")))
                .containsEntry("SubAccountId", "'=HYPERLINK(\"http://x\",\"y\")")
                .containsEntry("ResourceName", "'@cf/meta/llama")
                .containsEntry("x_Gpu", "'-gpu")
                .containsEntry("RegionName", "'\teu")
                .containsEntry("x_Project", "a,b\n\"c\" \uD83E\uDD99")
                .containsEntry("Tags", "{\"gpu\":\"-gpu\",\"project\":\"a,b\\n\\\"c\\\" \uD83E\uDD99\"}");
        assertThat(Spreadsheets.harmless("'quoted")).isEqualTo("''quoted");
        assertThat(Spreadsheets.harmless("plain=1")).isEqualTo("plain=1");
    }

    @Test
    void shouldKnowAnAddressFromOtherNames() {
        assertThat(List.of("a@b.de", "Ann <ann@mail.example.com>", "m\u00FCller@ex\u00E4mple.de"))
                .allSatisfy(name -> assertThat(FocusText.shown(name)).isEqualTo("withheld"));
        assertThat(List.of("@cf/meta/llama-3.1", "llama@1.2", "claude@20240620", "team.search", "a @ b.de"))
                .allSatisfy(name -> assertThat(FocusText.shown(name)).isEqualTo(name));
    }

    @Test
    void shouldRefuseAReportThatAnswersAnotherQuestion() {
        Question total = FocusFormat.question(FocusSamples.NOVEMBER, Span.Granularity.TOTAL, Map.of());

        assertThatThrownBy(() -> csv(FocusSamples.report(total, Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in months or less");
    }

    private Map<String, String> only(Predicate<Map<String, String>> wanted) throws IOException {
        List<Map<String, String>> found =
                FocusRules.rows(csv(priced)).stream().filter(wanted).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Predicate<Map<String, String>> kind(String kind) {
        return row -> kind.equals(row.get("x_Kind"));
    }

    private static Predicate<Map<String, String>> team(String team) {
        return row -> team.equals(row.get("SubAccountId"));
    }

    private BigDecimal central(Quantity quantity) {
        return priced.total().central(quantity).orElseThrow();
    }

    private static BigDecimal sum(List<Map<String, String>> rows, String column) {
        return rows.stream()
                .filter(row -> row.containsKey(column))
                .map(row -> new BigDecimal(row.get(column)))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String csv(Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new FocusFormat().write(report, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
