package io.wattledger.estimator.catalogue;

import static io.wattledger.estimator.catalogue.ReferenceData.text;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The committed sites against the published factors that they were taken from. */
class BundledSitesTest {

    private static final String WATER_AND_CARBON = " EWIF: WRI, water consumption factors, purchased electricity (2020"
            + " guidance, appendices 1 to 7; US by eGRID subregion, others by country). Carbon: Ember (CC-BY-4.0). As read";
    private static final String AWS =
            "PUE (%s) and WUE (%s): AWS, by region (SPRUCE collection, Apache-2.0)." + WATER_AND_CARBON;
    private static final String AZURE = "PUE and WUE: Microsoft, datacenters.microsoft.com/sustainability/efficiency,"
            + " averages of the operating geography (SPRUCE collection, Apache-2.0)." + WATER_AND_CARBON;

    /** First of the years that the providers' figures describe. */
    private static final String EFFECTIVE_FROM = "2024-01-01";

    @Test
    void shouldFollowFromThePublishedFactors() throws IOException {
        ReferenceData data = ReferenceData.orSkip();
        List<Map<String, String>> aws = data.read("sites/aws-pue-wue.csv", "name", "region", "pue", "wue");
        List<Map<String, String>> azure = data.read("sites/azure-pue-wue.csv", "name", "region", "pue", "wue");
        List<Map<String, String>> water = data.read("sites/wcf.csv");
        List<Map<String, String>> carbon =
                data.read("sites/ember__ember_co2_intensity.csv", "provider", "region", "gCO2_per_kWh");
        StringBuilder expected = new StringBuilder(ReferenceData.csvLine(SiteCatalogue.COLUMNS));

        for (String region : regions("aws", carbon)) {
            Optional<Sourced> pue = awsFactor(aws, region, "pue");
            Optional<Sourced> wue = awsFactor(aws, region, "wue");
            if (pue.isPresent()
                    && wue.isPresent()
                    && factor(of("aws", water), region, "wcf").isPresent()) {
                String source = AWS.formatted(pue.get().whose(), wue.get().whose());
                expected.append(line("aws", region, pue.get().value(), wue.get().value(), water, carbon, source));
            }
        }
        for (String region : regions("azure", carbon)) {
            Optional<String> pue = factor(azure, region, "pue");
            Optional<String> wue = factor(azure, region, "wue");
            if (pue.isPresent()
                    && wue.isPresent()
                    && factor(of("azure", water), region, "wcf").isPresent()) {
                expected.append(line("azure", region, pue.get(), wue.get(), water, carbon, AZURE));
            }
        }

        ReferenceData.assertTable(SiteCatalogue.RESOURCE, expected.toString());
    }

    private static String line(
            String provider,
            String region,
            String pue,
            String wue,
            List<Map<String, String>> water,
            List<Map<String, String>> carbon,
            String source) {
        return ReferenceData.csvLine(List.of(
                region,
                provider,
                pue,
                wue,
                factor(of(provider, water), region, "wcf").orElseThrow(),
                factor(of(provider, carbon), region, "gCO2_per_kWh").orElseThrow(),
                EFFECTIVE_FROM,
                source,
                "2026-11"));
    }

    private static List<Map<String, String>> of(String provider, List<Map<String, String>> lines) {
        return lines.stream()
                .filter(line -> text(line, "provider").equals(provider))
                .toList();
    }

    /** All regions of a provider whose grid has a carbon intensity. */
    private static List<String> regions(String provider, List<Map<String, String>> carbon) {
        return of(provider, carbon).stream()
                .map(line -> text(line, "region"))
                .sorted()
                .toList();
    }

    private static Optional<String> factor(List<Map<String, String>> lines, String region, String column) {
        return lines.stream()
                .filter(line -> text(line, "region").equals(region))
                .map(line -> text(line, column))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    /** A factor and whose it is. */
    private record Sourced(String value, String whose) {}

    private static Optional<Sourced> awsFactor(List<Map<String, String>> aws, String region, String column) {
        return factor(aws, region, column)
                .map(value -> new Sourced(value, "of the region"))
                .or(() -> ofGeography(aws, region, column)
                        .map(value ->
                                new Sourced(value, "of AWS's whole geography: none is published for the region")));
    }

    /** AWS's lines of whole geographies name their regions by a pattern such as {@code ap-.+}. */
    private static Optional<String> ofGeography(List<Map<String, String>> lines, String region, String column) {
        return lines.stream()
                .filter(line -> text(line, "region").contains(".+"))
                .filter(line -> Pattern.matches(text(line, "region"), region))
                .map(line -> text(line, column))
                .filter(value -> !value.isBlank())
                .findFirst();
    }
}
