package io.wattledger.standalone;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.SiteRow;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.SiteCatalogue;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.topology.Records;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.Provenance;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The bundled cost table and site factors as records of their topics. */
final class Catalogue {

    /** The bundled tables hold one revision, which covers all the time that they are used for. */
    private static final Instant COSTS_EFFECTIVE_FROM = Instant.parse("2020-01-01T00:00:00Z");

    private static final String REVISION = "bundled-2026-11";
    private static final double MICROJOULES_PER_JOULE = 1e6;

    private Catalogue() {}

    /** Writes both tables and waits until Kafka has them. Writing them again changes nothing. */
    static void publish(Producer<byte[], byte[]> producer, Topics topics)
            throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (InferenceCosts row : costs()) {
            sent.add(send(producer, topics.costs(), Records.costKey(row.getModelId(), row.getGpu()), row));
        }
        for (SiteFactors row : sites()) {
            sent.add(send(producer, topics.sites(), row.getRegion(), row));
        }
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    static List<InferenceCosts> costs() {
        return CostCatalogue.bundled().rows().stream().map(Catalogue::costs).toList();
    }

    static List<SiteFactors> sites() {
        Map<String, List<SiteRevision>> revisions = new TreeMap<>();
        for (SiteRow row : SiteCatalogue.bundled().rows()) {
            revisions.computeIfAbsent(row.region(), region -> new ArrayList<>()).add(site(row));
        }
        return revisions.entrySet().stream()
                .map(region -> new SiteFactors(region.getKey(), region.getValue()))
                .toList();
    }

    private static <V> Future<RecordMetadata> send(
            Producer<byte[], byte[]> producer, Topic<String, V> topic, String key, V row) {
        return producer.send(new ProducerRecord<>(
                topic.name(),
                topic.key().serializer().serialize(topic.name(), key),
                topic.value().serializer().serialize(topic.name(), row)));
    }

    private static InferenceCosts costs(CostRow row) {
        CostRevision revision = CostRevision.newBuilder()
                .setRevision(REVISION)
                .setEffectiveFrom(COSTS_EFFECTIVE_FROM)
                .setMethod(row.method())
                .setOperatingPoints(
                        row.operatingPoints().stream().map(Catalogue::point).toList())
                .setProvenance(row.terms().stream()
                        .map(term -> new Provenance(term.name(), term.value(), term.unit(), term.source()))
                        .toList())
                .build();
        return new InferenceCosts(row.model(), row.gpu(), List.of(revision));
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

    private static SiteRevision site(SiteRow row) {
        return SiteRevision.newBuilder()
                .setRevision(REVISION)
                .setEffectiveFrom(row.effectiveFrom())
                .setPue(row.pue())
                .setWueLitresPerKwh(row.wueLitresPerKwh())
                .setEwifLitresPerKwh(row.ewifLitresPerKwh())
                .setGramsCo2ePerKwh(row.gramsCo2ePerKwh())
                .setSource(row.source())
                .build();
    }
}
