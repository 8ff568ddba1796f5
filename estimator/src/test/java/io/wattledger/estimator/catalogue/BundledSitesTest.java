package io.wattledger.estimator.catalogue;

import static io.wattledger.estimator.catalogue.ReferenceData.text;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed sites against the published factors that they were taken from. */
class BundledSitesTest {

    private static final String WATER_AND_CARBON = " EWIF: WRI, water consumption factors, purchased electricity (2020"
            + " guidance, appendices 1 to 7; US by eGRID subregion, others by country). Carbon: Ember (CC-BY-4.0). As read";
    private static final String AWS =
            "PUE %s and WUE: AWS, by region (SPRUCE collection, Apache-2.0)." + WATER_AND_CARBON;
    private static final String AZURE = "PUE and WUE: Microsoft, datacenters.microsoft.com/sustainability/efficiency,"
            + " averages of the operating geography (SPRUCE collection, Apache-2.0)." + WATER_AND_CARBON;

    /** First of the years that the providers' figures describe. */
    private static final String EFFECTIVE_FROM = "2024-01-01";

    private static final List<String> AWS_REGIONS = List.of(
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2",
            "ca-central-1",
            "sa-east-1",
            "eu-west-1",
            "eu-central-1",
            "eu-north-1",
            "eu-south-2",
            "ap-northeast-1",
            "ap-southeast-2");
    private static final List<String> AZURE_REGIONS =
            List.of("eastus", "westus3", "westeurope", "northeurope", "swedencentral", "uksouth");

    @Test
    void shouldFollowFromThePublishedFactors() throws IOException {
        ReferenceData data = ReferenceData.orSkip();
        List<Map<String, String>> aws = data.read("sites/aws-pue-wue.csv", "name", "region", "pue", "wue");
        List<Map<String, String>> azure = data.read("sites/azure-pue-wue.csv", "name", "region", "pue", "wue");
        List<Map<String, String>> water = data.read("sites/wcf.csv");
        List<Map<String, String>> carbon =
                data.read("sites/ember__ember_co2_intensity.csv", "provider", "region", "gCO2_per_kWh");
        StringBuilder expected = new StringBuilder(ReferenceData.csvLine(SiteCatalogue.COLUMNS));

        for (String region : AWS_REGIONS) {
            String ownPue = factor(aws, region, "pue");
            String pue = ownPue.isEmpty() ? ofGeography(aws, region, "pue") : ownPue;
            String whose = ownPue.isEmpty()
                    ? "(of AWS's whole geography: none is published for the region)"
                    : "(of the region)";
            expected.append(line("aws", region, pue, factor(aws, region, "wue"), water, carbon, AWS.formatted(whose)));
        }
        for (String region : AZURE_REGIONS) {
            expected.append(line(
                    "azure", region, factor(azure, region, "pue"), factor(azure, region, "wue"), water, carbon, AZURE));
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
                factor(of(provider, water), region, "wcf"),
                factor(of(provider, carbon), region, "gCO2_per_kWh"),
                EFFECTIVE_FROM,
                source,
                "2026-11"));
    }

    private static List<Map<String, String>> of(String provider, List<Map<String, String>> lines) {
        return lines.stream()
                .filter(line -> text(line, "provider").equals(provider))
                .toList();
    }

    private static String factor(List<Map<String, String>> lines, String region, String column) {
        return lines.stream()
                .filter(line -> text(line, "region").equals(region))
                .map(line -> text(line, column))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + column + " of " + region));
    }

    /** AWS's lines of whole geographies name their regions by a pattern such as {@code ap-.+}. */
    private static String ofGeography(List<Map<String, String>> lines, String region, String column) {
        Stream<Map<String, String>> geographies = lines.stream()
                .filter(line -> text(line, "region").contains(".+"))
                .filter(line -> Pattern.matches(text(line, "region"), region));
        return geographies.map(line -> text(line, column)).findFirst().orElseThrow();
    }
}
