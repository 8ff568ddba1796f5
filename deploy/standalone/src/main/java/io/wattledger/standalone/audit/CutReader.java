package io.wattledger.standalone.audit;

import io.wattledger.schemas.Topics;
import io.wattledger.v1.IntakeCount;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds a cut that can be audited: all that was written when the audit began is read, and usage is re-rated for every row of the
 * tables. Intake is read before the tables, so that no entry of the cut was priced by a row that is not known here.
 */
final class CutReader {

    private static final long PAUSE_MILLIS = 200;

    private final Sources sources;
    private final Topics topics;
    private final Prices prices;
    private final Duration wait;
    private final Map<Integer, IntakeCount> intake = new TreeMap<>();
    private final Map<Integer, Long> targets;
    private Map<Integer, Long> keylessTargets = Map.of();
    private long costsEnd;
    private long sitesEnd;

    CutReader(Sources sources, Topics topics, Prices prices, Duration wait) {
        this.sources = sources;
        this.topics = topics;
        this.prices = prices;
        this.wait = wait;
        this.targets = sources.input().ends();
    }

    /**
     * The cut; input that is not read within the limit is left out of it.
     *
     * @throws AuditException if re-rating is not done within the limit
     */
    Cut await() throws AuditException, InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            TopicReader reader = sources.of(topics.intake().name());
            reader.readTo(reader.ends(), this::take);
            readTables();
            Cut cut = new Cut(new TreeMap<>(intake));
            boolean done = caughtUp(cut) && rerated();
            if (done || System.nanoTime() > deadline) {
                requireRerated();
                return cut;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** What intake says of all transactions that have begun by now. */
    Cut later() throws AuditException, InterruptedException {
        TopicReader reader = sources.of(topics.intake().name());
        reader.readTo(reader.settledEnds(), this::take);
        return new Cut(new TreeMap<>(intake));
    }

    /** Ends of inference-events when the audit began. */
    Map<Integer, Long> targets() {
        return targets;
    }

    /** Ends of keyless-events when inference-events had been read up to the targets. */
    Map<Integer, Long> keylessTargets() throws AuditException, InterruptedException {
        if (keylessTargets.isEmpty()) {
            keylessTargets = sources.keyless().settledEnds();
        }
        return keylessTargets;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        for (int task = 0; task < sources.input().partitions(); task++) {
            if (key.equals(sources.input().topic() + "-" + task)) {
                IntakeCount count = topics.intake().value().deserializer().deserialize(record.topic(), record.value());
                if (count == null) {
                    intake.remove(task);
                } else {
                    intake.put(task, count);
                }
            }
        }
    }

    private void readTables() throws AuditException {
        TopicReader costs = sources.of(topics.costs().name());
        costs.readTo(costs.ends(), row -> {
            prices.costRow(row);
            costsEnd = row.offset() + 1;
        });
        TopicReader sites = sources.of(topics.sites().name());
        sites.readTo(sites.ends(), row -> {
            prices.siteRow(row);
            sitesEnd = row.offset() + 1;
        });
        prices.keptFrom(costs.begins().getOrDefault(0, 0L), sites.begins().getOrDefault(0, 0L));
    }

    private boolean caughtUp(Cut cut) throws AuditException, InterruptedException {
        return caughtUp(sources.input(), targets, cut::nextOffset)
                && caughtUp(sources.keyless(), keylessTargets(), cut::keylessNextOffset);
    }

    private static boolean caughtUp(TopicReader reader, Map<Integer, Long> targets, ToLongFunction<Integer> next)
            throws AuditException {
        for (var target : targets.entrySet()) {
            long from = next.applyAsLong(target.getKey());
            if (reader.first(target.getKey(), from, target.getValue()).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private boolean rerated() {
        return intake.values().stream()
                .filter(count -> count.getEntries() > 0)
                .allMatch(count -> count.getCostsOffset() >= costsEnd && count.getSitesOffset() >= sitesEnd);
    }

    private void requireRerated() throws AuditException {
        if (rerated()) {
            return;
        }
        var behind = intake.entrySet().stream()
                .filter(each -> each.getValue().getEntries() > 0
                        && (each.getValue().getCostsOffset() < costsEnd
                                || each.getValue().getSitesOffset() < sitesEnd))
                .findFirst()
                .orElseThrow();
        throw new AuditException(
                "re-rating is in progress: after %d s task %d has re-rated its usage for rows before offset %d of %s (it ends at %d) and %d of %s (%d). Amounts cannot be compared until it is done; is the application running? --wait waits longer"
                        .formatted(
                                wait.toSeconds(),
                                behind.getKey(),
                                behind.getValue().getCostsOffset(),
                                topics.costs().name(),
                                costsEnd,
                                behind.getValue().getSitesOffset(),
                                topics.sites().name(),
                                sitesEnd));
    }
}
