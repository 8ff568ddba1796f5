package io.wattledger.standalone.report;

import io.wattledger.books.Published;
import io.wattledger.ledger.CostRevision;
import io.wattledger.schemas.Topics;
import io.wattledger.standalone.kafka.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AclOperation;

/** Which revisions of costs and site factors a report rests on. */
final class Revisions {

    private final Published published;

    private Revisions(Published published) {
        this.published = published;
    }

    /** @throws io.wattledger.standalone.kafka.TopicException if Kafka does not let the tables be read */
    static Revisions read(Connection connection) throws InterruptedException {
        Topics topics = connection.topics();
        Published published = new Published(topics);
        String costs = topics.costs().name();
        String sites = topics.sites().name();
        connection.requireTopic(costs, AclOperation.READ);
        connection.requireTopic(sites, AclOperation.READ);
        connection.scan().topics(Map.of(costs, Optional.empty(), sites, Optional.empty()), Map.of(), published::take);
        return new Revisions(published);
    }

    /** Those in force in the period. */
    List<State.Revision> of(Map<String, Set<String>> gpusByModel, Set<String> regions, Span span) {
        List<State.Revision> found = new ArrayList<>();
        gpusByModel.forEach((model, gpus) -> gpus.forEach(gpu -> published
                .costsInForce(model, gpu, span.begin(), span.end())
                .forEach(revision -> found.add(new State.Revision(
                        "inference-costs", model + "|" + gpu, revision.getRevision(), revision.getMethod())))));
        regions.forEach(region -> published
                .sitesInForce(region, span.begin(), span.end())
                .forEach(revision -> found.add(
                        new State.Revision("site-factors", region, revision.getRevision(), revision.getSource()))));
        return found;
    }

    /** What inferences cost at the end of the period, or now if that is not over. */
    CostTable costs(Span span) {
        long moment = Math.min(span.end() - 1, System.currentTimeMillis());
        SortedMap<String, SortedMap<String, CostRevision>> byModel = new TreeMap<>();
        published.costsAt(moment).forEach((key, revision) -> {
            int bar = key.lastIndexOf('|');
            if (bar > 0) {
                byModel.computeIfAbsent(key.substring(0, bar), model -> new TreeMap<>())
                        .put(key.substring(bar + 1), revision);
            }
        });
        return new CostTable(byModel);
    }
}
