package io.wattledger.standalone.publish;

import io.wattledger.estimator.SiteRow;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of site factors: between the estimator's rows and the records of their topic. */
public record SiteTable(Topic<String, SiteFactors> topic, AvroCodec<SiteFactors> codec)
        implements Table<SiteFactors, SiteRevision> {

    /** The table of the topics. */
    public static SiteTable of(Topics topics) {
        return new SiteTable(topics.sites(), topics.sitesCodec());
    }

    /** What is desired of each region; each row begins to hold when it says. */
    public static List<Desired<SiteRevision>> desired(List<SiteRow> rows) {
        Map<String, List<Desired.Wish<SiteRevision>>> wishes = new LinkedHashMap<>();
        rows.forEach(row -> wishes.computeIfAbsent(row.region(), region -> new ArrayList<>())
                .add(new Desired.Wish<>(content(record(row)), Optional.of(row.effectiveFrom()))));
        return wishes.entrySet().stream()
                .map(region -> new Desired<>(RowKey.of(region.getKey()), region.getValue()))
                .toList();
    }

    @Override
    public List<Revision<SiteRevision>> revisions(SiteFactors row) {
        return row.getRevisions().stream()
                .map(each -> new Revision<>(
                        each.getRevision(),
                        each.getEffectiveFrom(),
                        Optional.ofNullable(each.getEffectiveTo()),
                        content(each)))
                .toList();
    }

    @Override
    public SiteFactors row(RowKey key, List<Revision<SiteRevision>> revisions) {
        return new SiteFactors(
                key.parts().get(0),
                revisions.stream()
                        .map(each -> copy(
                                each.content().record(),
                                each.name(),
                                each.from(),
                                each.to().orElse(null)))
                        .toList());
    }

    @Override
    public List<Figure> figures(SiteRevision revision) {
        return List.of(
                new Figure("PUE", revision.getPue(), true),
                new Figure("WUE L/kWh", revision.getWueLitresPerKwh(), true),
                new Figure("EWIF L/kWh", revision.getEwifLitresPerKwh(), true),
                new Figure("carbon g/kWh", revision.getGramsCo2ePerKwh(), true));
    }

    private static Content<SiteRevision> content(SiteRevision record) {
        return Content.of(record, Table.canonical(copy(record, "", Instant.EPOCH, null)));
    }

    private static SiteRevision copy(SiteRevision of, String name, Instant from, @Nullable Instant to) {
        return SiteRevision.newBuilder()
                .setRevision(name)
                .setEffectiveFrom(from)
                .setEffectiveTo(to)
                .setPue(of.getPue())
                .setWueLitresPerKwh(of.getWueLitresPerKwh())
                .setEwifLitresPerKwh(of.getEwifLitresPerKwh())
                .setGramsCo2ePerKwh(of.getGramsCo2ePerKwh())
                .setSource(of.getSource())
                .build();
    }

    private static SiteRevision record(SiteRow row) {
        return SiteRevision.newBuilder()
                .setRevision("")
                .setEffectiveFrom(row.effectiveFrom())
                .setPue(row.pue())
                .setWueLitresPerKwh(row.wueLitresPerKwh())
                .setEwifLitresPerKwh(row.ewifLitresPerKwh())
                .setGramsCo2ePerKwh(row.gramsCo2ePerKwh())
                .setSource(row.source())
                .build();
    }
}
