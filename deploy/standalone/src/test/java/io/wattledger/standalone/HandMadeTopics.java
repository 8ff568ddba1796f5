package io.wattledger.standalone;

import static io.wattledger.standalone.audit.Fields.set;

import io.wattledger.schemas.Topic;
import io.wattledger.schemas.Topics;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.EntryKind;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.FootprintDimensions;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.IntakeCount;
import io.wattledger.v1.OperatingPoint;
import io.wattledger.v1.Range;
import io.wattledger.v1.RejectReason;
import io.wattledger.v1.RejectedEvent;
import io.wattledger.v1.ReplacedRevisions;
import io.wattledger.v1.SiteFactors;
import io.wattledger.v1.SiteRevision;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A small set of topics with books that were computed by hand. An inference of model m or late takes 1 Wh, one of fix took 1 Wh and
 * takes 2 since its cost was corrected; the cost of late came late; none has no cost. The site makes 1.5 Wh, 3,200 microlitres and
 * 150,000 micrograms of a watt-hour. All lies in one minute. Tests break one thing before they write it.
 */
final class HandMadeTopics {

    static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long WH = 3_600_000_000L;
    private static final double PER_INFERENCE = 3.6e9;

    /** An id whose key {@code gateway 0 id} lies in partition 1 of 2. */
    private static final String KEYLESS_ID = "k-1";

    /** Start of the minute that everything is in. */
    final long base;

    final List<InferenceCosts> costs = new ArrayList<>();
    final List<SiteFactors> sites = new ArrayList<>();
    final List<Sent> events = new ArrayList<>();
    final List<Sent> keyless = new ArrayList<>();
    final Map<String, FootprintEntry> journal = new TreeMap<>();
    final List<FootprintEntry> moreEntries = new ArrayList<>();
    final List<RejectedEvent> rejects = new ArrayList<>();
    final Map<Integer, IntakeCount> intake = new TreeMap<>();
    final Map<FootprintKey, FootprintTotal> windows = new LinkedHashMap<>();
    final Map<FootprintDimensions, FootprintTotal> running = new LinkedHashMap<>();

    private final Topics topics;

    /** A record as it is sent. */
    record Sent(
            int partition, @Nullable String key, @Nullable InferenceEvent event) {}

    HandMadeTopics(Topics topics, long now) {
        this.topics = topics;
        this.base = now - Math.floorMod(now, HOUR) - HOUR;
        tables();
        events();
        journal();
        rejects();
        intake();
        totals();
    }

    private void tables() {
        costs.add(row("m", cost("c1", 0, PER_INFERENCE)));
        costs.add(row("fix", cost("c1", 0, PER_INFERENCE)));
        costs.add(row("late", cost("c1", 0, PER_INFERENCE)));
        costs.add(row("fix", cost("c1", 0, PER_INFERENCE), cost("c2", base, 2 * PER_INFERENCE)));
        sites.add(new SiteFactors(
                "r", List.of(new SiteRevision("s1", Instant.EPOCH, null, 1.5, 0.2, 2.0, 100.0, "by hand"))));
    }

    private void events() {
        InferenceEvent first = event("e-1", "search", "m", 10);
        InferenceEvent blank = event("e-3", "", "m", 12);
        InferenceEvent unkeyed = event(KEYLESS_ID, "search", "m", 15);
        InferenceEvent measured = event("e-7", "search", "m", 16);
        set(measured, "measuredEnergyMicrojoules", 5_000L);
        events.add(new Sent(0, "k", first));
        events.add(new Sent(0, "k", event("e-2", "search", "m", 20)));
        events.add(new Sent(0, "k", first));
        events.add(new Sent(0, "k", blank));
        events.add(new Sent(0, "k", event("e-4", "ads", "late", 13)));
        events.add(new Sent(0, "k", event("e-5", "ads", "fix", 13)));
        events.add(new Sent(0, "k", event("e-6", "labs", "none", 14)));
        events.add(new Sent(0, null, unkeyed));
        events.add(new Sent(1, null, unkeyed));
        events.add(new Sent(1, "k", measured));
        events.add(new Sent(1, null, null));
        keyless.add(new Sent(1, "gateway\0" + KEYLESS_ID, unkeyed));
        keyless.add(new Sent(1, "gateway\0" + KEYLESS_ID, unkeyed));
    }

    private void journal() {
        put(priced(entry("0-0", EntryKind.USAGE, "search", "m", 2), 2));
        put(entry("0-1", EntryKind.USAGE, "ads", "late", 1));
        set(entry("0-1"), "unpricedRequests", 1);
        put(priced(entry("0-2", EntryKind.USAGE, "ads", "fix", 1), 1));
        put(entry("0-3", EntryKind.USAGE, "labs", "none", 1));
        set(entry("0-3"), "unpricedRequests", 1);
        put(priced(entry("0-4", EntryKind.LATE_PRICED, "ads", "late", 0), 1));
        set(entry("0-4"), "unpricedRequests", -1);
        set(entry("0-4"), "replaces", new ReplacedRevisions(null, "s1"));
        put(priced(entry("0-5", EntryKind.CORRECTION, "ads", "fix", 0), 1));
        set(entry("0-5"), "replaces", new ReplacedRevisions("c1", "s1"));
        put(priced(entry("1-0", EntryKind.USAGE, "search", "m", 1), 1));
        FootprintEntry measured = entry("1-1", EntryKind.USAGE, "search", "m", 1);
        set(measured, "measured", true);
        set(measured, "energyMicrojoules", new Range(5_000L, 5_000L, 5_000L));
        set(measured, "facilityEnergyMicrojoules", new Range(7_500L, 7_500L, 7_500L));
        set(measured, "waterMicrolitres", new Range(0L, 0L, 0L));
        set(measured, "carbonMicrograms", new Range(0L, 0L, 0L));
        set(measured, "estimatedEnergyMicrojoules", times(1, WH));
        put(measured);
    }

    private void rejects() {
        Sent blank = events.get(3);
        rejects.add(reject(0, 3, RejectReason.MISSING_FIELD, blank.key(), bytes(topics.events(), blank.event())));
        rejects.add(reject(1, 2, RejectReason.EMPTY, null, null));
    }

    private void intake() {
        intake.put(0, counts(0, 8, 0, Map.of("MISSING_FIELD", 1L)));
        set(intake(0), "in", 7);
        set(intake(0), "booked", 3);
        set(intake(0), "parked", 2);
        set(intake(0), "latePriced", 1);
        set(intake(0), "waiting", 1);
        set(intake(0), "entries", 6);
        set(intake(0), "corrections", 1);
        intake.put(1, counts(1, 3, 2, Map.of("EMPTY", 1L)));
        set(intake(1), "in", 4);
        set(intake(1), "keyless", 2);
        set(intake(1), "booked", 2);
        set(intake(1), "entries", 2);
    }

    private void totals() {
        FootprintTotal search = total(4, 3);
        set(search, "energyMicrojoules", plus(times(3, WH), 5_000));
        set(search, "facilityEnergyMicrojoules", plus(times(3, WH * 3 / 2), 7_500));
        set(search, "measuredEnergyMicrojoules", 5_000);
        set(search, "measuredEstimateMicrojoules", times(1, WH));
        FootprintTotal labs = total(1, 0);
        set(labs, "unpricedRequests", 1);
        put("search", "m", search);
        put("ads", "late", total(1, 1));
        FootprintTotal corrected = total(1, 2);
        set(corrected, "correctedEnergyMicrojoules", times(1, WH));
        set(corrected, "correctedFacilityEnergyMicrojoules", times(1, WH * 3 / 2));
        set(corrected, "correctedWaterMicrolitres", times(1, 3_200));
        set(corrected, "correctedCarbonMicrograms", times(1, 150_000));
        put("ads", "fix", corrected);
        put("labs", "none", labs);
    }

    FootprintEntry entry(String id) {
        return Objects.requireNonNull(journal.get(id));
    }

    /** The same entry under another id. */
    FootprintEntry copy(String id, String newId) {
        FootprintEntry copy = new FootprintEntry();
        copy.getSchema()
                .getFields()
                .forEach(field -> copy.put(field.pos(), entry(id).get(field.pos())));
        set(copy, "entryId", newId);
        return copy;
    }

    IntakeCount intake(int task) {
        return Objects.requireNonNull(intake.get(task));
    }

    /** The totals of a model, of the minute, the hour, the day and since the beginning. */
    List<FootprintTotal> totals(String model) {
        List<FootprintTotal> totals = new ArrayList<>();
        windows.forEach((key, total) -> {
            if (key.getModelId().equals(model)) {
                totals.add(total);
            }
        });
        running.forEach((key, total) -> {
            if (key.getModelId().equals(model)) {
                totals.add(total);
            }
        });
        return totals;
    }

    /** Adds requests of 1 Wh each to all totals of a model. */
    void addToTotals(String model, long requests) {
        totals(model).forEach(total -> {
            set(total, "requests", total.getRequests() + requests);
            set(total, "inferences", total.getInferences() + requests);
            set(total, "inputTokens", total.getInputTokens() + 100 * requests);
            set(total, "outputTokens", total.getOutputTokens() + 10 * requests);
            set(total, "energyMicrojoules", plus(total.getEnergyMicrojoules(), times(requests, WH)));
            set(
                    total,
                    "facilityEnergyMicrojoules",
                    plus(total.getFacilityEnergyMicrojoules(), times(requests, WH * 3 / 2)));
            set(total, "waterMicrolitres", plus(total.getWaterMicrolitres(), times(requests, 3_200)));
            set(total, "carbonMicrograms", plus(total.getCarbonMicrograms(), times(requests, 150_000)));
        });
    }

    /** The bytes of an event. */
    byte[] value(int event) {
        return Objects.requireNonNull(bytes(topics.events(), events.get(event).event()));
    }

    void put(FootprintEntry entry) {
        journal.put(entry.getEntryId(), entry);
    }

    private void put(String team, String model, FootprintTotal total) {
        List<Long> seconds = List.of(60L, 3_600L, 86_400L);
        for (long length : seconds) {
            long start = base - Math.floorMod(base, length * 1000);
            windows.put(
                    new FootprintKey(Instant.ofEpochMilli(start), (int) length, team, null, model, "g", "r"),
                    copy(total));
        }
        running.put(new FootprintDimensions(team, null, model, "g", "r"), copy(total));
    }

    private static FootprintTotal copy(FootprintTotal total) {
        FootprintTotal copy = new FootprintTotal();
        total.getSchema().getFields().forEach(field -> copy.put(field.pos(), total.get(field.pos())));
        return copy;
    }

    InferenceEvent event(String id, String team, String model, int second) {
        return InferenceEvent.newBuilder()
                .setEventId(id)
                .setSource("gateway")
                .setOccurredAt(Instant.ofEpochMilli(base + second * 1000L))
                .setModelId(model)
                .setGpu("g")
                .setTeam(team)
                .setRegion("r")
                .setInputTokens(100)
                .setOutputTokens(10)
                .build();
    }

    /** Adds what a number of watt-hours makes. */
    static FootprintEntry priced(FootprintEntry entry, long wattHours) {
        set(entry, "energyMicrojoules", times(wattHours, WH));
        set(entry, "facilityEnergyMicrojoules", times(wattHours, WH * 3 / 2));
        set(entry, "waterMicrolitres", times(wattHours, 3_200));
        set(entry, "carbonMicrograms", times(wattHours, 150_000));
        return entry;
    }

    private FootprintEntry entry(String id, EntryKind kind, String team, String model, long requests) {
        return FootprintEntry.newBuilder()
                .setEntryId(id)
                .setKind(kind)
                .setWindowStart(Instant.ofEpochMilli(base))
                .setTeam(team)
                .setModelId(model)
                .setGpu("g")
                .setRegion("r")
                .setRequests(requests)
                .setInferences(requests)
                .setInputTokens(100 * requests)
                .setOutputTokens(10 * requests)
                .build();
    }

    static FootprintTotal total(long requests, long wattHours) {
        boolean priced = wattHours > 0;
        return FootprintTotal.newBuilder()
                .setRequests(requests)
                .setInferences(requests)
                .setInputTokens(100 * requests)
                .setOutputTokens(10 * requests)
                .setEnergyMicrojoules(priced ? times(wattHours, WH) : null)
                .setFacilityEnergyMicrojoules(priced ? times(wattHours, WH * 3 / 2) : null)
                .setWaterMicrolitres(priced ? times(wattHours, 3_200) : null)
                .setCarbonMicrograms(priced ? times(wattHours, 150_000) : null)
                .build();
    }

    /** Each rate is half and twice as much at its ends. */
    private static Range times(long factor, long central) {
        return new Range(factor * central / 2, factor * central, factor * central * 2);
    }

    private static Range plus(Range a, Range b) {
        return new Range(a.getLow() + b.getLow(), a.getCentral() + b.getCentral(), a.getHigh() + b.getHigh());
    }

    private static Range plus(Range range, long more) {
        return new Range(range.getLow() + more, range.getCentral() + more, range.getHigh() + more);
    }

    private static InferenceCosts row(String model, CostRevision... revisions) {
        return new InferenceCosts(model, "g", List.of(revisions));
    }

    private static CostRevision cost(String name, long from, double perInference) {
        Estimate none = new Estimate(0.0, 0.0, 0.0);
        OperatingPoint point =
                new OperatingPoint(1, new Estimate(perInference / 2, perInference, perInference * 2), none, none, none);
        return new CostRevision(
                name, Instant.ofEpochMilli(from), null, "by hand", null, List.of(point), null, List.of());
    }

    RejectedEvent reject(
            int partition, long offset, RejectReason reason, @Nullable String key, byte @Nullable [] value) {
        RejectedEvent reject = new RejectedEvent();
        set(reject, "topic", topics.events().name());
        set(reject, "partition", partition);
        set(reject, "offset", offset);
        set(reject, "timestamp", Instant.ofEpochMilli(base));
        set(reject, "reason", reason);
        set(reject, "detail", "by hand");
        set(reject, "key", key == null ? null : ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8)));
        set(reject, "value", value == null ? null : ByteBuffer.wrap(value));
        set(reject, "headers", List.of());
        return reject;
    }

    private IntakeCount counts(int task, long nextOffset, long keylessNextOffset, Map<String, Long> rejected) {
        IntakeCount count = new IntakeCount();
        set(count, "topic", topics.events().name());
        set(count, "partition", task);
        set(count, "nextOffset", nextOffset);
        set(count, "keylessNextOffset", keylessNextOffset);
        set(count, "handedOn", 1);
        set(count, "duplicate", 1);
        set(count, "rejected", 1);
        set(count, "rejectedByReason", rejected);
        set(count, "costsOffset", 4);
        set(count, "sitesOffset", 1);
        return count;
    }

    /** Writes all of it. */
    void write(Producer<byte[], byte[]> producer) {
        costs.forEach(row -> send(producer, topics.costs(), 0, row.getModelId() + "|g", row));
        sites.forEach(row -> send(producer, topics.sites(), 0, row.getRegion(), row));
        events.forEach(sent -> send(producer, topics.events(), sent));
        keyless.forEach(sent -> send(producer, topics.keyless(), sent));
        rejects.forEach(reject ->
                send(producer, new ProducerRecord<>(topics.rejected().name(), null, bytes(topics.rejected(), reject))));
        journal.values().forEach(entry -> send(producer, topics.journal(), 0, entry.getTeam(), entry));
        moreEntries.forEach(entry -> send(producer, topics.journal(), 0, entry.getTeam(), entry));
        intake.forEach((task, count) ->
                send(producer, topics.intake(), 0, topics.events().name() + "-" + task, count));
        windows.forEach((key, total) -> {
            Topic<FootprintKey, FootprintTotal> topic =
                    switch (key.getWindowSeconds()) {
                        case 60 -> topics.minutes();
                        case 3_600 -> topics.hours();
                        default -> topics.days();
                    };
            send(producer, topic, 0, key, total);
        });
        running.forEach((key, total) -> send(producer, topics.running(), 0, key, total));
        producer.flush();
    }

    private void send(Producer<byte[], byte[]> producer, Topic<byte[], InferenceEvent> topic, Sent sent) {
        send(
                producer,
                new ProducerRecord<>(
                        topic.name(),
                        sent.partition(),
                        base + MINUTE,
                        sent.key() == null ? null : sent.key().getBytes(StandardCharsets.UTF_8),
                        bytes(topic, sent.event())));
    }

    private <K, V> void send(Producer<byte[], byte[]> producer, Topic<K, V> topic, int partition, K key, V value) {
        byte[] bytes = topic.key().serializer().serialize(topic.name(), key);
        send(producer, new ProducerRecord<>(topic.name(), partition, base + MINUTE, bytes, bytes(topic, value)));
    }

    private static void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record);
    }

    static <V> byte @Nullable [] bytes(Topic<?, V> topic, @Nullable V value) {
        return value == null ? null : topic.value().serializer().serialize(topic.name(), value);
    }
}
