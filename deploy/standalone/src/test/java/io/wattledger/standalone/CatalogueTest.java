package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.SiteRow;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.SiteCatalogue;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void shouldGiveEachCostInMicrojoulesWithItsSources() {
        List<CostRow> rows = CostCatalogue.bundled().rows();
        List<InferenceCosts> records = Catalogue.costs();

        assertThat(records).hasSameSizeAs(rows).isNotEmpty();
        for (int i = 0; i < rows.size(); i++) {
            CostRow row = rows.get(i);
            InferenceCosts record = records.get(i);
            assertThat(record.getModelId()).isEqualTo(row.model());
            assertThat(record.getGpu()).isEqualTo(row.gpu());
            assertThat(record.getRevisions()).hasSize(1);
            var revision = record.getRevisions().get(0);
            assertThat(revision.getMethod()).isEqualTo(row.method());
            assertThat(revision.getProvenance()).hasSameSizeAs(row.terms()).isNotEmpty();
            assertThat(revision.getOperatingPoints()).hasSameSizeAs(row.operatingPoints());
            for (int p = 0; p < row.operatingPoints().size(); p++) {
                var point = row.operatingPoints().get(p);
                OperatingPoint written = revision.getOperatingPoints().get(p);
                assertThat(written.getBatchSize()).isEqualTo(point.batchSize());
                assertThat(written.getMicrojoulesPerInference()).isEqualTo(microjoules(point.perInference()));
                assertThat(written.getMicrojoulesPerInputToken()).isEqualTo(microjoules(point.perInputToken()));
                assertThat(written.getMicrojoulesPerCachedInputToken())
                        .isEqualTo(microjoules(point.perCachedInputToken()));
                assertThat(written.getMicrojoulesPerOutputToken()).isEqualTo(microjoules(point.perOutputToken()));
            }
        }
    }

    @Test
    void shouldGiveEachRegionAllOfItsRevisions() {
        List<SiteRow> rows = SiteCatalogue.bundled().rows();
        List<SiteFactors> records = Catalogue.sites();

        assertThat(records).extracting(SiteFactors::getRegion).doesNotHaveDuplicates();
        assertThat(records.stream()
                        .mapToInt(record -> record.getRevisions().size())
                        .sum())
                .isEqualTo(rows.size());
        for (SiteRow row : rows) {
            SiteRevision written = records.stream()
                    .filter(record -> record.getRegion().equals(row.region()))
                    .flatMap(record -> record.getRevisions().stream())
                    .filter(revision -> revision.getEffectiveFrom().equals(row.effectiveFrom()))
                    .findFirst()
                    .orElseThrow();
            assertThat(written.getPue()).isEqualTo(row.pue());
            assertThat(written.getWueLitresPerKwh()).isEqualTo(row.wueLitresPerKwh());
            assertThat(written.getEwifLitresPerKwh()).isEqualTo(row.ewifLitresPerKwh());
            assertThat(written.getGramsCo2ePerKwh()).isEqualTo(row.gramsCo2ePerKwh());
            assertThat(written.getSource()).isEqualTo(row.source());
        }
    }

    private static Estimate microjoules(io.wattledger.estimator.Estimate<io.wattledger.estimator.Joules> joules) {
        return new Estimate(
                joules.low().value() * 1e6,
                joules.central().value() * 1e6,
                joules.high().value() * 1e6);
    }
}
