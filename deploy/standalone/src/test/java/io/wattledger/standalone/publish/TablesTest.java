package io.wattledger.standalone.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Rate;
import io.wattledger.estimator.SiteRow;
import io.wattledger.estimator.UnknownNameException;
import io.wattledger.estimator.catalogue.SiteCatalogue;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.ReferenceInference;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Between the estimator's rows and the records of the topics. */
class TablesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    /** Never asked: nothing is encoded here. */
    private static final SchemaRegistry REGISTRY =
            SchemaRegistries.connect(Map.of("schema.registry.url", "http://127.0.0.1:1"));

    private static final Topics TOPICS = new Topics("test.", REGISTRY, true);
    private static final CostTable COSTS = CostTable.of(TOPICS, true);
    private static final SiteTable SITES = SiteTable.of(TOPICS);

    @AfterAll
    static void close() {
        REGISTRY.close();
    }

    @Test
    void shouldGiveEachCostInMicrojoulesWithItsSources() {
        List<CostRow> entries = Assortment.bundled().costs();
        List<InferenceCosts> records = records(entries, Optional.empty());

        assertThat(records).hasSameSizeAs(entries).isNotEmpty();
        for (int i = 0; i < entries.size(); i++) {
            CostRow row = entries.get(i);
            assertThat(records.get(i).getModelId()).isEqualTo(row.model());
            assertThat(records.get(i).getGpu()).isEqualTo(row.gpu());
            CostRevision revision = records.get(i).getRevisions().get(0);
            assertThat(revision.getMethod()).isEqualTo(row.method());
            assertThat(revision.getReference()).isNull();
            assertThat(revision.getProvenance()).hasSameSizeAs(row.terms()).isNotEmpty();
            for (int p = 0; p < row.operatingPoints().size(); p++) {
                var point = row.operatingPoints().get(p);
                OperatingPoint written = revision.getOperatingPoints().get(p);
                assertThat(written.getBatchSize()).isEqualTo(point.batchSize());
                assertThat(written.getMicrojoulesPerInference()).isEqualTo(microjoules(point.per(Rate.INFERENCE)));
                assertThat(written.getMicrojoulesPerInputToken()).isEqualTo(microjoules(point.per(Rate.INPUT_TOKEN)));
                assertThat(written.getMicrojoulesPerCachedInputToken())
                        .isEqualTo(microjoules(point.per(Rate.CACHED_INPUT_TOKEN)));
                assertThat(written.getMicrojoulesPerOutputToken()).isEqualTo(microjoules(point.per(Rate.OUTPUT_TOKEN)));
            }
        }
    }

    @Test
    void shouldGiveEachRegionAllOfItsRevisions() {
        List<SiteRow> rows = SiteCatalogue.bundled().rows();

        List<SiteRevision> written = SiteTable.desired(rows).stream()
                .map(each ->
                        SITES.row(each.key(), Planner.plan(each, List.of(), NOW).after()))
                .map(SiteFactors::getRevisions)
                .flatMap(List::stream)
                .toList();

        assertThat(written).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(written.get(i).getEffectiveFrom()).isEqualTo(rows.get(i).effectiveFrom());
            assertThat(written.get(i).getPue()).isEqualTo(rows.get(i).pue());
            assertThat(written.get(i).getWueLitresPerKwh())
                    .isEqualTo(rows.get(i).wueLitresPerKwh());
            assertThat(written.get(i).getEwifLitresPerKwh())
                    .isEqualTo(rows.get(i).ewifLitresPerKwh());
            assertThat(written.get(i).getGramsCo2ePerKwh())
                    .isEqualTo(rows.get(i).gramsCo2ePerKwh());
            assertThat(written.get(i).getSource()).isEqualTo(rows.get(i).source());
        }
    }

    @Test
    void shouldTellTheDefaultFromThePointOfItsSize() {
        CostRevision revision = CostRevision.newBuilder()
                .setRevision("r")
                .setEffectiveFrom(NOW)
                .setMethod("hand")
                .setOperatingPoints(List.of(point(4, 30), point(1, 20), point(4, 10)))
                .setProvenance(List.of())
                .build();

        assertThat(COSTS.figures(revision))
                .extracting(Table.Figure::name, Table.Figure::value, Table.Figure::main)
                .containsExactly(
                        tuple("J/inference @unknown", 30.0, true),
                        tuple("J/inference @1", 20.0, false),
                        tuple("J/inference @4", 10.0, false));
    }

    private static OperatingPoint point(int batchSize, double joules) {
        Estimate none = new Estimate(0.0, 0.0, 0.0);
        double microjoules = joules * 1e6;
        return new OperatingPoint(batchSize, new Estimate(microjoules, microjoules, microjoules), none, none, none);
    }

    /** 500 x 0.03238 J + 250 output tokens, times PUE and grid: by hand from the rates of the row. */
    @Test
    void shouldShowWhatATypicalInferenceCostsAtASite() {
        Assortment bundled = Assortment.bundled();
        CostRow language = find("llama-3.1-8b-instruct", "h100-sxm5-80gb");
        CostRow vision = find("resnet50", "rtx-4090-24gb");
        SiteRow site = bundled.site("eu-west-1", NOW);

        ReferenceInference text = reference(language, site);
        ReferenceInference image = reference(vision, site);

        var point = language.defaultPoint();
        double joules = 500 * point.perInputToken().central().value()
                + 250 * point.perOutputToken().central().value();
        assertThat(text.getRegion()).isEqualTo("eu-west-1");
        assertThat(text.getInputTokens()).isEqualTo(500);
        assertThat(text.getOutputTokens()).isEqualTo(250);
        assertThat(text.getEnergyMicrojoules().getCentral()).isCloseTo(joules * 1e6, within(1e-3));
        assertThat(text.getCarbonMicrograms().getCentral())
                .isCloseTo(joules * site.pue() * site.gramsCo2ePerKwh() / 3.6e6 * 1e6, within(1e-6));
        assertThat(text.getWaterMicrolitres().getCentral())
                .isCloseTo(
                        joules * (site.wueLitresPerKwh() + site.pue() * site.ewifLitresPerKwh()) / 3.6e6 * 1e6,
                        within(1e-6));
        assertThat(text.getEnergyMicrojoules().getLow())
                .isLessThan(text.getEnergyMicrojoules().getCentral());
        assertThat(image.getInputTokens()).isZero();
        assertThat(image.getOutputTokens()).isZero();
        assertThat(image.getEnergyMicrojoules().getCentral())
                .isCloseTo(vision.defaultPoint().perInference().central().value() * 1e6, within(1e-6));
    }

    @Test
    void shouldSeeAContentInTheTableAgainAndAnotherAsAnother() {
        CostRow entry = find("resnet50", "rtx-4090-24gb");
        Desired<CostRevision> desired = desired(entry, Optional.empty());
        InferenceCosts row =
                COSTS.row(desired.key(), Planner.plan(desired, List.of(), NOW).after());
        List<Revision<CostRevision>> present = COSTS.revisions(row);

        assertThat(Planner.plan(desired, present, NOW).changes()).isEmpty();
        CostRow old = entry;
        var calibrated = new CostRow(
                old.model(),
                old.gpu(),
                old.method(),
                Optional.of("2026-11, vLLM 0.11.1"),
                old.operatingPoints(),
                old.terms());
        var otherMethod = new CostRow(old.model(), old.gpu(), "m", old.operatingPoints(), old.terms());
        var otherTerms = new CostRow(old.model(), old.gpu(), old.method(), old.operatingPoints(), List.of());
        var sited = desired(entry, Optional.of(Assortment.bundled().site("eu-west-1", NOW)));
        for (Desired<CostRevision> other : List.of(
                desired(calibrated, Optional.empty()),
                desired(otherMethod, Optional.empty()),
                desired(otherTerms, Optional.empty()),
                sited)) {
            assertThat(Planner.plan(other, present, NOW).changes()).hasSize(1);
        }
    }

    @Test
    void shouldNotTakeATypicalInferenceForADifferenceWhereNoneIsAskedFor() {
        CostRow entry = find("resnet50", "rtx-4090-24gb");
        Desired<CostRevision> plain = desired(entry, Optional.empty());
        Desired<CostRevision> sited =
                desired(entry, Optional.of(Assortment.bundled().site("eu-west-1", NOW)));
        InferenceCosts row =
                COSTS.row(sited.key(), Planner.plan(sited, List.of(), NOW).after());

        assertThat(Planner.plan(plain, CostTable.of(TOPICS, false).revisions(row), NOW)
                        .changes())
                .isEmpty();
        assertThat(Planner.plan(sited, CostTable.of(TOPICS, true).revisions(row), NOW)
                        .changes())
                .isEmpty();
        assertThat(Planner.plan(
                                desired(entry, Optional.of(Assortment.bundled().site("us-east-1", NOW))),
                                CostTable.of(TOPICS, true).revisions(row),
                                NOW)
                        .changes())
                .hasSize(1);
    }

    @Test
    void shouldWriteARowUnderItsAliasesAndRefuseTwoClaims() {
        CostRow one = find("resnet50", "rtx-4090-24gb");
        CostRow two = find("resnet50", "rtx-3090-24gb");
        var aliases =
                new TableKeys(row -> List.of(RowKey.of(row.model(), row.gpu().toUpperCase(java.util.Locale.ROOT))));
        var clashing = new TableKeys(row -> List.of(RowKey.of(row.model(), "GPU")));
        var taken = new TableKeys(row -> List.of(RowKey.of("resnet50", "rtx-3090-24gb")));

        assertThat(aliases.assign(List.of(one, two)).keySet())
                .extracting(RowKey::toString)
                .containsExactly(
                        "resnet50|rtx-4090-24gb",
                        "resnet50|rtx-3090-24gb",
                        "resnet50|RTX-4090-24GB",
                        "resnet50|RTX-3090-24GB");
        assertThatThrownBy(() -> clashing.assign(List.of(one, two)))
                .isInstanceOf(EstimateException.class)
                .hasMessageContaining("resnet50|GPU would be written by resnet50|rtx-4090-24gb");
        assertThat(taken.assign(List.of(one, two)))
                .hasSize(2)
                .containsEntry(RowKey.of("resnet50", "rtx-3090-24gb"), two);
    }

    @Test
    void shouldChooseByNameAndSuggestTheNearest() {
        Assortment bundled = Assortment.bundled();
        TableKeys keys = TableKeys.ownNames();

        assertThat(bundled.costs(List.of("resnet50"), List.of("rtx-4090-24gb"), keys))
                .hasSize(1);
        assertThatThrownBy(() -> bundled.costs(List.of("resnet5"), List.of(), keys))
                .isInstanceOf(UnknownNameException.class)
                .hasMessageContaining("did you mean resnet50");
        assertThatThrownBy(() -> bundled.costs(List.of("resnet50"), List.of("h100-sxm5-80gb"), keys))
                .hasMessageContaining("unknown GPU");
        assertThatThrownBy(() -> bundled.sites(List.of("eu-west1"))).hasMessageContaining("did you mean eu-west-1");
    }

    @Test
    void shouldWriteEveryNameThatToolsPrintForAModelAndItsGpu() {
        List<InferenceCosts> written = CostTable.desired(
                        List.of(find("llama-3.1-8b-instruct", "h100-sxm5-80gb")),
                        TableKeys.withAliases(),
                        Optional.empty(),
                        Optional.empty())
                .stream()
                .map(each -> COSTS.row(each.key(), List.of()))
                .toList();

        assertThat(written.get(0).getModelId()).as("its own name first").isEqualTo("llama-3.1-8b-instruct");
        assertThat(written)
                .extracting(row -> row.getModelId() + "|" + row.getGpu())
                .doesNotHaveDuplicates()
                .contains(
                        "meta-llama/Llama-3.1-8B-Instruct|NVIDIA H100 80GB HBM3",
                        "llama-3.1-8b-instruct|NVIDIA-H100-80GB-HBM3",
                        "llama-3.1-8b-instruct|h100");
    }

    @Test
    void shouldGiveNoTwoBundledRowsTheSameName() {
        Assortment bundled = Assortment.bundled();

        assertThat(TableKeys.withAliases().assign(bundled.costs()))
                .hasSizeGreaterThan(10 * bundled.costs().size());
    }

    @Test
    void shouldComputeThePairsThatAreNotOffered() {
        List<String> computed = new ArrayList<>();
        CostRow row = find("resnet50", "rtx-3090-24gb");

        List<CostRow> pairs = Assortment.bundled()
                .pairs(
                        List.of("resnet50", "vit-b-16"),
                        List.of("NVIDIA GEFORCE RTX 4090", "t4"),
                        TableKeys.withAliases(),
                        (model, gpu) -> {
                            computed.add(model + " " + gpu);
                            return new CostRow(model, gpu, "m", row.operatingPoints(), row.terms());
                        });

        assertThat(computed).containsExactly("resnet50 t4", "vit-b-16 t4");
        assertThat(pairs)
                .extracting(CostRow::key)
                .containsExactly(
                        "resnet50|rtx-4090-24gb", "resnet50|t4", "vit-base-patch16-224|rtx-4090-24gb", "vit-b-16|t4");
    }

    @Test
    void shouldPutTheUsersRowsBeforeTheBundledOnes() {
        CostRow bundled = find("resnet50", "rtx-4090-24gb");
        var own = new CostRow(bundled.model(), bundled.gpu(), "own", bundled.operatingPoints(), bundled.terms());

        Assortment both = new Assortment(List.of(own), List.of()).and(Assortment.bundled());

        assertThat(both.costs()).hasSameSizeAs(Assortment.bundled().costs()).startsWith(own);
        assertThat(both.sites()).isEqualTo(Assortment.bundled().sites());
    }

    private static CostRow find(String model, String gpu) {
        return Assortment.bundled()
                .costs(List.of(model), List.of(gpu), TableKeys.ownNames())
                .get(0);
    }

    private static ReferenceInference reference(CostRow entry, SiteRow site) {
        return records(List.of(entry), Optional.of(site))
                .get(0)
                .getRevisions()
                .get(0)
                .getReference();
    }

    private static List<InferenceCosts> records(List<CostRow> entries, Optional<SiteRow> site) {
        return CostTable.desired(entries, TableKeys.ownNames(), Optional.empty(), site).stream()
                .map(each ->
                        COSTS.row(each.key(), Planner.plan(each, List.of(), NOW).after()))
                .toList();
    }

    private static Desired<CostRevision> desired(CostRow entry, Optional<SiteRow> site) {
        return CostTable.desired(List.of(entry), TableKeys.ownNames(), Optional.empty(), site)
                .get(0);
    }

    private static Estimate microjoules(io.wattledger.estimator.Estimate<io.wattledger.estimator.Joules> joules) {
        return new Estimate(
                joules.low().value() * 1e6,
                joules.central().value() * 1e6,
                joules.high().value() * 1e6);
    }
}
