package io.wattledger.standalone.publish;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.SiteRow;
import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.Provenance;
import io.wattledger.v1.ReferenceInference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cost table: between the estimator's rows and the records of their topic.
 *
 * @param comparesReference whether revisions differ that differ in their typical inference alone; nothing is booked by it,
 *     so where none is asked for, any will do
 */
public record CostTable(Topic<String, InferenceCosts> topic, AvroCodec<InferenceCosts> codec, boolean comparesReference)
        implements Table<InferenceCosts, CostRevision> {

    private static final double MICROJOULES_PER_JOULE = 1e6;

    /** The table of the topics. */
    public static CostTable of(Topics topics, boolean comparesReference) {
        return new CostTable(topics.costs(), topics.costsCodec(), comparesReference);
    }

    /**
     * What is desired of each key that the rows are written under.
     *
     * @param from when they begin to hold, if that is said
     * @param site the region that the typical inference is shown for, if one is
     */
    public static List<Desired<CostRevision>> desired(
            List<CostRow> entries, TableKeys keys, Optional<Instant> from, Optional<SiteRow> site) {
        return keys.assign(entries).entrySet().stream()
                .map(each -> new Desired<>(
                        each.getKey(),
                        List.of(new Desired.Wish<>(content(record(each.getValue(), site), site.isPresent()), from))))
                .toList();
    }

    @Override
    public List<Revision<CostRevision>> revisions(InferenceCosts row) {
        return row.getRevisions().stream()
                .map(each -> new Revision<>(
                        each.getRevision(),
                        each.getEffectiveFrom(),
                        Optional.ofNullable(each.getEffectiveTo()),
                        content(each, comparesReference)))
                .toList();
    }

    @Override
    public InferenceCosts row(RowKey key, List<Revision<CostRevision>> revisions) {
        List<CostRevision> records = revisions.stream()
                .map(each -> copy(
                        each.content().record(),
                        each.name(),
                        each.from(),
                        each.to().orElse(null),
                        each.content().record().getReference()))
                .toList();
        return new InferenceCosts(key.parts().get(0), key.parts().get(1), records);
    }

    @Override
    public List<Figure> figures(CostRevision revision) {
        List<Figure> figures = new ArrayList<>();
        List<OperatingPoint> points = revision.getOperatingPoints();
        for (int i = 0; i < points.size(); i++) {
            OperatingPoint point = points.get(i);
            boolean main = i == 0;
            String at = main && twice(points) ? " @unknown" : " @" + point.getBatchSize();
            figures.addAll(Stream.of(
                            figure("J/inference" + at, point.getMicrojoulesPerInference(), main),
                            figure("J/input token" + at, point.getMicrojoulesPerInputToken(), main),
                            figure("J/cached token" + at, point.getMicrojoulesPerCachedInputToken(), main),
                            figure("J/output token" + at, point.getMicrojoulesPerOutputToken(), main))
                    .filter(figure -> figure.value() > 0)
                    .toList());
        }
        return figures;
    }

    /** Whether the default, for batch sizes that nobody knows, has the size of another. */
    private static boolean twice(List<OperatingPoint> points) {
        return points.stream()
                .skip(1)
                .anyMatch(point -> point.getBatchSize() == points.get(0).getBatchSize());
    }

    private static Figure figure(String name, Estimate estimate, boolean main) {
        return new Figure(name, estimate.getCentral() / MICROJOULES_PER_JOULE, main);
    }

    private static Content<CostRevision> content(CostRevision record, boolean withReference) {
        ReferenceInference reference = withReference ? record.getReference() : null;
        return Content.of(record, Table.canonical(copy(record, "", Instant.EPOCH, null, reference)));
    }

    private static CostRevision copy(
            CostRevision of, String name, Instant from, @Nullable Instant to, @Nullable ReferenceInference reference) {
        return CostRevision.newBuilder()
                .setRevision(name)
                .setEffectiveFrom(from)
                .setEffectiveTo(to)
                .setMethod(of.getMethod())
                .setCalibratedOn(of.getCalibratedOn())
                .setOperatingPoints(of.getOperatingPoints())
                .setReference(reference)
                .setProvenance(of.getProvenance())
                .build();
    }

    private static CostRevision record(CostRow entry, Optional<SiteRow> site) {
        CostRow row = entry;
        return CostRevision.newBuilder()
                .setRevision("")
                .setEffectiveFrom(Instant.EPOCH)
                .setMethod(row.method())
                .setCalibratedOn(entry.calibratedOn().orElse(null))
                .setOperatingPoints(
                        row.operatingPoints().stream().map(CostTable::point).toList())
                .setReference(site.map(each -> TypicalInference.of(row.defaultPoint(), each))
                        .orElse(null))
                .setProvenance(row.terms().stream()
                        .map(term -> new Provenance(term.name(), term.value(), term.unit(), term.source()))
                        .toList())
                .build();
    }

    private static OperatingPoint point(io.wattledger.estimator.OperatingPoint point) {
        return new OperatingPoint(
                point.batchSize(),
                microjoules(point.perInference()),
                microjoules(point.perInputToken()),
                microjoules(point.perCachedInputToken()),
                microjoules(point.perOutputToken()));
    }

    private static Estimate microjoules(io.wattledger.estimator.Estimate<Joules> estimate) {
        return new Estimate(
                estimate.low().value() * MICROJOULES_PER_JOULE,
                estimate.central().value() * MICROJOULES_PER_JOULE,
                estimate.high().value() * MICROJOULES_PER_JOULE);
    }
}
