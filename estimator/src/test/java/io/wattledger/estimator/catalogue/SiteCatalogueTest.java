package io.wattledger.estimator.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.estimator.SiteRow;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteCatalogueTest {

    private static final String HEADER = String.join(",", SiteCatalogue.COLUMNS) + "\n";
    private static final String LINE = "r,p,1.2,0.3,4,500,2024-01-01,a test,2026\n";

    @Test
    void shouldBundleTheWellKnownRegions() {
        assertThat(SiteCatalogue.bundled().rows())
                .extracting(SiteRow::region)
                .doesNotHaveDuplicates()
                .contains(
                        "us-east-1",
                        "us-west-2",
                        "eu-west-1",
                        "eu-north-1",
                        "eu-central-1",
                        "ap-southeast-2",
                        "eastus",
                        "westeurope",
                        "swedencentral");
    }

    @Test
    void shouldBundleNoFactorThatIsZeroForWantOfAFigure() {
        assertThat(SiteCatalogue.bundled().rows()).allSatisfy(row -> {
            assertThat(row.pue()).isBetween(1.0, 1.6);
            assertThat(row.wueLitresPerKwh()).isBetween(0.001, 3.0);
            assertThat(row.ewifLitresPerKwh()).isBetween(1.0, 19.0);
            assertThat(row.gramsCo2ePerKwh()).isBetween(20.0, 800.0);
        });
    }

    @Test
    void shouldSayWhoseFigureStandsInForAMissingOne() {
        SiteRow sydney = SiteCatalogue.bundled().revisions("ap-southeast-2").get(0);

        assertThat(sydney.source()).contains("PUE (of AWS's whole geography");
    }

    @Test
    void shouldGiveRevisionsOfARegionByTime() {
        SiteCatalogue catalogue = read(LINE.replace("2024", "2025") + LINE);

        assertThat(catalogue.revisions("r"))
                .extracting(row -> row.effectiveFrom().toString())
                .containsExactly("2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z");
        assertThat(catalogue.revisions("elsewhere")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.2,0.3     | 0.9,0.3  | t.csv, line 2, column pue: 0.9 is out of range; give a finite number of at least 1.0
            1.2,0.3     | 1.2,     | t.csv, line 2, column wue_l_per_kwh: blank; fill it in, or leave the whole line out
            2024-01-01  | 2024     | t.csv, line 2, column effective_from: "2024" is not a day; write it like 2026-11-21
            a test,2026 | a test   | t.csv, line 2: 8 fields instead of 9; quote fields that hold a comma
            """)
    void shouldSayWhereATableIsWrong(String right, String wrong, String message) {
        assertThatThrownBy(() -> read(LINE.replace(right, wrong)))
                .isInstanceOf(CatalogueException.class)
                .hasMessage(message);
    }

    @Test
    void shouldRefuseTwoLinesOfOneRegionFromOneDay() {
        assertThatThrownBy(() -> read(LINE + LINE))
                .hasMessage("t.csv, line 3, column effective_from: r has a line from this day on already; remove one");
    }

    private static SiteCatalogue read(String lines) {
        return SiteCatalogue.read(new StringReader(HEADER + lines), "t.csv");
    }
}
