package io.wattledger.standalone.audit;

import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.standalone.audit.AuditReport.Team;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Makes an audit: reads the input once, and everything in an order that no running application can disturb. */
public final class Auditor {

    private static final long PAUSE_MILLIS = 500;

    private final Sources sources;
    private final Topics topics;
    private final Rules rules;
    private final Extent extent;
    private final Duration wait;
    private final Findings findings = new Findings();
    private final Map<Dimensions, Dimensions> dimensions = new HashMap<>();
    private final Prices prices;

    private Auditor(Sources sources, Topics topics, Rules rules, Extent extent, Duration wait) {
        this.sources = sources;
        this.topics = topics;
        this.rules = rules;
        this.extent = extent;
        this.wait = wait;
        this.prices = new Prices(topics.costsCodec()::decode, topics.sitesCodec()::decode);
    }

    /** The topics that an audit reads. */
    public static List<String> topics(Topics topics) {
        return Sources.names(topics);
    }

    /**
     * Audits the books.
     *
     * @param kafka settings of the Kafka client
     * @throws AuditException if it cannot be done
     */
    public static AuditReport audit(
            Map<String, ?> kafka, Topics topics, Rules rules, AuditRequest request, Progress progress)
            throws AuditException, InterruptedException {
        Extent extent = new Extent(rules, request.from(), request.to());
        Duration patience = request.patience();
        try (Sources sources = Sources.open(kafka, topics, patience, progress)) {
            return new Auditor(sources, topics, rules, extent, request.limit()).audit();
        } catch (DecodeException e) {
            throw new AuditException(String.valueOf(e.getMessage()), e);
        }
    }

    private AuditReport audit() throws AuditException, InterruptedException {
        CutReader cuts = new CutReader(sources, topics, prices, wait);
        Cut cut = cuts.await();
        Rejects rejects = rejects();
        Books books = new Books();
        Task.Shared shared = new Task.Shared(
                rules,
                new Refusals(rules, topics.eventCodec()::decode),
                rejects,
                new HandOver(sources.keyless().partitions()),
                prices,
                books,
                new Fingerprint.Maker(),
                dimensions,
                findings);
        InputAudit input = new InputAudit(sources, cut, shared, extent);
        input.read(cuts.targets(), cuts.keylessTargets());
        Journal journal = journal(cut);
        journal.reportBeyond(cuts.later());
        Windows windows = new Windows(books, journal);
        windows.compare(extent::covers, findings);
        checkCounts(cut, input, journal);
        long totals = compareTotals(journal);
        return report(cut, input, journal, windows, totals);
    }

    private Rejects rejects() throws AuditException, InterruptedException {
        Rejects rejects = new Rejects();
        TopicReader reader = sources.of(topics.rejected().name());
        Map<Integer, Long> begins = new HashMap<>(reader.begins());
        begins.values().removeIf(begin -> begin == 0);
        reader.readTo(reader.settledEnds(), record -> {
            // Not necessarily at the first offset, which may be a transaction's marker.
            if (begins.remove(record.partition()) != null) {
                rejects.keptFrom(record.timestamp());
            }
            var reject = decode(topics.rejected(), record);
            if (reject != null) {
                rejects.add(reject);
            }
        });
        begins.forEach((partition, begin) -> rejects.keptFrom(System.currentTimeMillis()));
        return rejects;
    }

    private Journal journal(Cut cut) throws AuditException, InterruptedException {
        Journal journal = new Journal(cut, prices, dimensions, findings);
        TopicReader reader = sources.of(topics.journal().name());
        Map<Integer, Long> begins = new HashMap<>(reader.begins());
        begins.values().removeIf(begin -> begin == 0);
        Map<Integer, Long> ends = reader.settledEnds();
        reader.readTo(ends, record -> {
            if (begins.remove(record.partition()) != null) {
                extent.journalKeptFrom(record.timestamp());
            }
            var entry = decode(topics.journal(), record);
            if (entry != null) {
                journal.add(record.key() == null ? "" : key(topics.journal(), record), entry);
            }
        });
        begins.forEach((partition, begin) -> extent.journalKeptFrom(System.currentTimeMillis()));
        if (extent.journalIsWhole()) {
            journal.reportGaps();
        }
        return journal;
    }

    private void checkCounts(Cut cut, InputAudit input, Journal journal) {
        cut.tasks().forEach((task, intake) -> {
            Counts counts = new Counts(task, intake, findings);
            counts.checkIdentities();
            TaskCount read = input.counts().get(task);
            if (extent.inputIsWhole() && read != null) {
                counts.check(read);
            }
            if (extent.journalIsWhole()) {
                counts.check(journal.of(task));
            }
        });
    }

    /** Totals follow the journal: where they differ, they are read on until they agree or the time is over. */
    private long compareTotals(Journal journal) throws AuditException, InterruptedException {
        Totals totals = new Totals(journal);
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            readTotals(topics.minutes(), totals);
            readTotals(topics.hours(), totals);
            readTotals(topics.days(), totals);
            TopicReader running = sources.of(topics.running().name());
            running.readTo(
                    running.ends(),
                    record -> totals.found(key(topics.running(), record), decode(topics.running(), record)));
            readTail(journal, totals);
            long now = System.currentTimeMillis();
            Totals.Comparison comparison = totals.compare(window -> extent.coversTotal(window, now));
            if (comparison.differences().isEmpty() || System.nanoTime() > deadline) {
                comparison.differences().values().forEach(text -> findings.add(Kind.TOTAL, text));
                return comparison.compared();
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private void readTotals(Topic<FootprintKey, FootprintTotal> topic, Totals totals) throws AuditException {
        TopicReader reader = sources.of(topic.name());
        reader.readTo(reader.ends(), record -> totals.found(key(topic, record), decode(topic, record)));
    }

    private void readTail(Journal journal, Totals totals) throws AuditException {
        TopicReader reader = sources.of(topics.journal().name());
        reader.readTo(reader.ends(), record -> {
            var entry = decode(topics.journal(), record);
            if (entry != null) {
                totals.entrySince(entry, journal.window(entry));
            }
        });
    }

    private static <K> K key(Topic<K, ?> topic, ConsumerRecord<byte[], byte[]> record) throws AuditException {
        return topic.key().deserializer().deserialize(topic.name(), record.key());
    }

    private static <V> @Nullable V decode(Topic<?, V> topic, ConsumerRecord<byte[], byte[]> record)
            throws AuditException {
        Deserializer<V> deserializer = topic.value().deserializer();
        try {
            return deserializer.deserialize(topic.name(), record.value());
        } catch (DecodeException e) {
            throw new AuditException(
                    "topic %s partition %d offset %d: %s"
                            .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()),
                    e);
        }
    }

    private AuditReport report(Cut cut, InputAudit input, Journal journal, Windows windows, long totals) {
        boolean whole = extent.inputIsWhole() && extent.journalIsWhole();
        Became became = whole ? Became.of(input.counts(), journal) : Became.of(cut);
        Map<String, Long> byKind = new LinkedHashMap<>();
        findings.counts().forEach((kind, count) -> byKind.put(kind.plural(), count));
        List<Team> teams = new ArrayList<>();
        windows.teams().forEach((team, sum) -> teams.add(Team.of(team, sum)));
        List<String> notes = new ArrayList<>();
        if (!whole) {
            notes.add(
                    "the counts are those of the intake records; input or entries that they count are no longer kept");
        }
        if (windows.compared() == 0 && journal.hasEntries()) {
            notes.add(AuditReport.NOTHING_COMPARED);
        }
        if (prices.ignoredRows() > 0) {
            notes.add("%,d rows of the tables cannot be read, or physics refuses them; they are ignored"
                    .formatted(prices.ignoredRows()));
        }
        return new AuditReport(
                became.in(),
                became.booked(),
                became.parked(),
                became.duplicate(),
                became.rejected(),
                became.handedOn(),
                input.notRead(),
                journal.size(),
                windows.compared(),
                totals,
                windows.unproven(),
                extent.provenFrom(),
                byKind,
                List.copyOf(findings.firsts().values()),
                teams,
                List.copyOf(notes));
    }
}
