package io.wattledger.standalone;

import static io.wattledger.standalone.audit.Fields.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.servers.KafkaBroker;
import io.wattledger.servers.RegistryServer;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.FootprintTotal;
import io.wattledger.v1.Range;
import io.wattledger.v1.RejectReason;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code wattledger audit} on a real broker and registry, with topics that were written by hand and broken one thing at a time. */
class AuditIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger RUNS = new AtomicInteger();

    @TempDir
    static Path data;

    private static KafkaBroker broker;
    private static RegistryServer server;
    private static SchemaRegistry registry;

    private String prefix = "";
    private Topics topics;
    private HandMadeTopics books;

    @BeforeAll
    static void start() {
        broker = KafkaBroker.start(data.resolve("kafka"), 0);
        server = RegistryServer.start(data.resolve("registry"), 0);
        registry = SchemaRegistries.connect(Map.of("schema.registry.url", server.url()));
    }

    @AfterAll
    static void stop() {
        registry.close();
        server.close();
        broker.close();
    }

    @BeforeEach
    void begin() {
        prefix = "audit-" + RUNS.incrementAndGet() + ".";
        topics = new Topics(prefix, registry, true);
        books = new HandMadeTopics(topics, System.currentTimeMillis());
    }

    private record Ran(int status, String out, String err) {

        JsonNode json() throws Exception {
            return JSON.readTree(out);
        }
    }

    @Test
    void shouldFindBooksThatAddUpClean() throws Exception {
        write();

        Ran text = audit();
        Path metrics = data.resolve("audit.prom");
        Ran object = audit("--json", "--metrics", metrics.toString());

        assertThat(metrics)
                .content()
                .contains("\nwattledger_audit_differences 0\n", "\nwattledger_audit_not_read_records 0\n")
                .containsPattern("\nwattledger_audit_last_run_timestamp_seconds \\d{10}\n");
        assertThat(text.status()).as(text.out() + text.err()).isZero();
        assertThat(text.out())
                .contains("11 events: 5 booked, 2 parked, 2 duplicate, 2 rejected; 2 handed on")
                .contains("8 entries, 4 windows of 3 teams, 16 totals")
                .contains("CLEAN: the books add up");
        assertThat(text.out().lines().filter(line -> line.startsWith("search")))
                .singleElement()
                .asString()
                .matches("search +4 +0 +10,800.0");
        JsonNode json = object.json();
        assertThat(object.status()).isZero();
        assertThat(json.at("/clean").asBoolean()).isTrue();
        assertThat(json.at("/in").asLong()).isEqualTo(11);
        assertThat(json.at("/notRead").asLong()).isZero();
        assertThat(json.at("/unproven").asLong()).isZero();
        assertThat(json.at("/provenFrom").isNull()).isTrue();
        assertThat(json.at("/firstDifference").isNull()).isTrue();
        assertThat(json.at("/byKind").isEmpty()).isTrue();
        assertThat(json.at("/teams/2/team").asText()).isEqualTo("search");
        assertThat(json.at("/teams/2/energyMicrojoules/central").asLong()).isEqualTo(10_800_005_000L);
        assertThat(json.at("/teams/1/energyMicrojoules").isNull()).isTrue();
    }

    /** One broken thing, and what must be said of it. */
    private record Broken(String name, Consumer<HandMadeTopics> breaking, String said) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Broken> shouldFindTheDifference() {
        return Stream.of(
                new Broken(
                        "entry missing",
                        books -> books.journal.remove("0-0"),
                        "team search, m on g in r, requests: found 2, expected 4"),
                new Broken(
                        "entry twice",
                        books -> books.moreEntries.add(books.entry("0-0")),
                        "team search, m on g in r, requests: found 6, expected 4"),
                new Broken(
                        "a microjoule off",
                        books -> {
                            Range energy = books.entry("0-2").getEnergyMicrojoules();
                            set(energy, "central", energy.getCentral() + 1);
                        },
                        "team ads, fix on g in r, energyMicrojoules.central: found 7,200,000,001, expected 7,200,000,000"),
                new Broken(
                        "event vanished",
                        AuditIT::loseAnEvent,
                        "team search, m on g in r, requests: found 3, expected 4"),
                new Broken(
                        "duplicate booked",
                        AuditIT::bookADuplicate,
                        "team search, m on g in r, requests: found 5, expected 4"),
                new Broken(
                        "late price missing",
                        books -> {
                            books.journal.remove("0-4");
                            books.put(HandMadeTopics.priced(books.entry("0-5"), 1));
                            set(books.entry("0-5"), "entryId", "0-4");
                            set(books.intake(0), "entries", 5);
                        },
                        "team ads, late on g in r, unpricedRequests: found 1, expected 0"),
                new Broken(
                        "zero for unknown",
                        books -> set(books.entry("0-3"), "energyMicrojoules", new Range(0L, 0L, 0L)),
                        "team labs, none on g in r, energyMicrojoules.central: found 0, expected unknown"),
                new Broken(
                        "total wrong",
                        books -> {
                            FootprintTotal hour = books.totals("m").get(1);
                            set(hour, "requests", hour.getRequests() + 1);
                        },
                        "team search, m on g in r, total against journal: requests: found 5, expected 4"),
                new Broken(
                        "total missing",
                        books -> books.running.clear(),
                        "running total, team ads, fix on g in r, total against journal: requests: found 0, expected 1"),
                new Broken(
                        "reject missing",
                        books -> books.rejects.remove(0),
                        "inference-events partition 0 offset 3 must be refused (MISSING_FIELD), and is not in rejected-events"),
                new Broken(
                        "reject of an event that is good",
                        books -> books.rejects.add(books.reject(0, 0, RejectReason.BAD_COUNT, "k", null)),
                        "inference-events partition 0 offset 0 is in rejected-events as BAD_COUNT, and must not be refused"),
                new Broken(
                        "reject with other bytes",
                        books -> books.rejects.set(0, books.reject(0, 3, RejectReason.MISSING_FIELD, "k", new byte[1])),
                        "offset 3 is in rejected-events with another key, value or headers"),
                new Broken(
                        "reject for another reason",
                        books -> set(books.rejects.get(1), "reason", RejectReason.UNDECODABLE),
                        "offset 2 must be refused as EMPTY, rejected-events says UNDECODABLE"),
                new Broken(
                        "overflow that was none",
                        books -> {
                            books.rejects.add(books.reject(0, 1, RejectReason.OVERFLOW, "k", books.value(1)));
                            loseAnEvent(books);
                            set(books.intake(0), "in", 7);
                            set(books.intake(0), "rejected", 2);
                            set(books.intake(0), "rejectedByReason", Map.of("MISSING_FIELD", 1L, "OVERFLOW", 1L));
                        },
                        "offset 1 is in rejected-events as OVERFLOW, and its cell could hold it"),
                new Broken(
                        "copy missing in keyless-events",
                        books -> {
                            books.keyless.remove(1);
                            set(books.intake(1), "keylessNextOffset", 1);
                            set(books.intake(1), "keyless", 1);
                            set(books.intake(1), "duplicate", 0);
                            set(books.intake(1), "in", 3);
                        },
                        "without a key, has 1 of 2 copies in keyless-events"),
                new Broken(
                        "copy of nothing",
                        books -> books.keyless.add(
                                new HandMadeTopics.Sent(0, "k", books.event("e-9", "search", "m", 1))),
                        "keyless-events partition 0 offset 0 is a copy of no record without a key"),
                new Broken(
                        "entry number gap",
                        books -> {
                            FootprintEntry last = books.entry("0-5");
                            set(last, "entryId", "0-7");
                            set(books.intake(0), "entries", 8);
                        },
                        "entry 0-5 is missing; task 0 has 6 of 8 entries"),
                new Broken(
                        "correction that replaces nothing",
                        books -> set(books.entry("0-5"), "replaces", null),
                        "entry 0-5 is CORRECTION and does not say what it replaces"),
                new Broken(
                        "revision made up",
                        books -> set(books.entry("0-2"), "costRevision", "x"),
                        "entry 0-2 names cost revision 'x', which no row ever had"),
                new Broken(
                        "entry beyond its task's last",
                        books -> {
                            books.moreEntries.add(books.copy("0-0", "0-9"));
                            books.addToTotals("m", 2);
                        },
                        "entry 0-9 is beyond the 6 entries of its task"),
                new Broken(
                        "count wrong",
                        books -> {
                            set(books.intake(0), "duplicate", 2);
                            set(books.intake(0), "in", 8);
                        },
                        "intake of task 0, in: found 8, expected 7"));
    }

    private static void loseAnEvent(HandMadeTopics books) {
        FootprintEntry entry = books.entry("0-0");
        requests(entry, 1);
        set(books.intake(0), "in", 6);
        set(books.intake(0), "booked", 2);
        books.addToTotals("m", -1);
    }

    private static void bookADuplicate(HandMadeTopics books) {
        requests(books.entry("0-0"), 3);
        set(books.intake(0), "duplicate", 0);
        set(books.intake(0), "booked", 4);
        books.addToTotals("m", 1);
    }

    private static void requests(FootprintEntry entry, long requests) {
        set(entry, "requests", requests);
        set(entry, "inferences", requests);
        set(entry, "inputTokens", 100 * requests);
        set(entry, "outputTokens", 10 * requests);
        HandMadeTopics.priced(entry, requests);
    }

    @ParameterizedTest
    @MethodSource
    void shouldFindTheDifference(Broken broken) throws Exception {
        broken.breaking().accept(books);
        write();

        Ran ran = audit("--json");

        assertThat(ran.status()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.json().at("/clean").asBoolean()).isFalse();
        assertThat(ran.json().at("/firstDifference").asText()).contains(broken.said());
    }

    @Test
    void shouldSayWhatIsNotReadYetAndAuditTheRest() throws Exception {
        books.events.add(new HandMadeTopics.Sent(0, "k", books.event("e-8", "search", "m", 30)));
        books.events.add(new HandMadeTopics.Sent(1, null, books.event("e-9", "search", "m", 30)));
        write();

        Ran lagging = audit();
        Ran allowed = audit("--allow-lag", "--json");

        assertThat(lagging.status()).isEqualTo(1);
        assertThat(lagging.out()).contains("2 records are not read yet", "CLEAN: the books add up");
        assertThat(allowed.status()).isZero();
        assertThat(allowed.json().at("/notRead").asLong()).isEqualTo(2);
        assertThat(allowed.json().at("/in").asLong()).isEqualTo(11);
    }

    @Test
    void shouldNotCompareAmountsWhileUsageIsReRated() throws Exception {
        set(books.intake(1), "costsOffset", 3);
        write();

        Ran ran = audit();

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains(
                        "re-rating is in progress",
                        "task 1 has re-rated its usage for rows before offset 3 of " + prefix);
    }

    @Test
    void shouldProveWhatIsKept() throws Exception {
        write();
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topics.events().name(), 0), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }

        Ran ran = audit("--json");

        assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
        Instant firstKept = Instant.ofEpochMilli(books.base + HandMadeTopics.MINUTE);
        assertThat(ran.json().at("/provenFrom").asText())
                .as("10 minutes of skew and an hour of the dedup horizon later")
                .isEqualTo(firstKept.plusSeconds(70 * 60).toString());
        assertThat(ran.json().at("/windows").asLong()).isZero();
        assertThat(ran.json().at("/totals").asLong()).isEqualTo(16);
        assertThat(ran.json().at("/in").asLong()).as("as intake says").isEqualTo(11);
        assertThat(ran.json().at("/booked").asLong()).isEqualTo(5);
        assertThat(ran.json().at("/notes").toString())
                .contains("the counts are those of the intake records", "no window could be compared");
        assertThat(audit().out()).contains("CLEAN as far as it goes: no window could be compared");
    }

    @Test
    void shouldCompareOnlyTheWindowsThatAreAskedFor() throws Exception {
        set(books.entry("0-2").getEnergyMicrojoules(), "central", 1);
        books.totals("fix").forEach(total -> set(total.getEnergyMicrojoules(), "central", 3_600_000_001L));
        write();
        Instant after = Instant.ofEpochMilli(books.base + HandMadeTopics.MINUTE);

        Ran from = audit("--json", "--from", after.toString());
        Ran to = audit("--json", "--to", after.toString());

        assertThat(from.status()).as(from.out()).isZero();
        assertThat(from.json().at("/windows").asLong()).isZero();
        assertThat(to.status()).isEqualTo(1);
        assertThat(to.json().at("/windows").asLong()).isEqualTo(4);
    }

    @Test
    void shouldFindEmptyTopicsClean() throws Exception {
        createTopics();

        Ran ran = audit("--json");

        assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.json().at("/clean").asBoolean()).isTrue();
        assertThat(ran.json().at("/in").asLong()).isZero();
        assertThat(ran.json().at("/teams").isEmpty()).isTrue();
    }

    @Test
    void shouldSayWhichTopicsAreMissing() {
        Ran ran = audit();

        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("wattledger audit: topics are missing: " + prefix + "footprint-1d, ")
                .contains("is topics.prefix right?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--from yesterday         | --from is 'yesterday'",
                "--to 1                   | --to is '1'",
                "--from 2026-11-02 --to 2026-11-01 | --from 2026-11-02T00:00:00Z is later than --to 2026-11-01T00:00:00Z",
                "--wait 9999999h          | --wait is '9999999h'; write at most 8760h",
                "--wait 1                 | --wait is '1'; write a duration such as 500ms, 10s, 5m or 1h",
                "--set booking.earliest=x | booking.earliest"
            })
    void shouldSayWhatIsMisused(String arguments, String problem) {
        Ran ran = audit(arguments.split(" ", -1));

        assertThat(ran.err()).contains(problem).doesNotContain("\tat ");
        assertThat(ran.status()).isEqualTo(2);
    }

    private void write() throws Exception {
        createTopics();
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            books.write(producer);
        }
    }

    private void createTopics() throws Exception {
        List<NewTopic> all = new ArrayList<>();
        for (String name : List.of(topics.events().name(), topics.keyless().name())) {
            all.add(new NewTopic(name, 2, (short) 1));
        }
        for (String name : List.of(
                topics.costs().name(),
                topics.sites().name(),
                topics.journal().name(),
                topics.rejected().name(),
                topics.intake().name(),
                topics.minutes().name(),
                topics.hours().name(),
                topics.days().name(),
                topics.running().name())) {
            all.add(new NewTopic(name, 1, (short) 1));
        }
        try (Admin admin = admin()) {
            NewTopics.create(admin, all);
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()));
    }

    private Ran audit(String... arguments) {
        List<String> all = new ArrayList<>(List.of("audit"));
        all.addAll(List.of(arguments));
        if (!all.contains("--wait")) {
            all.addAll(List.of("--wait", "500ms"));
        }
        all.addAll(List.of("--bootstrap", broker.bootstrapServers(), "--registry", server.url()));
        all.addAll(List.of("--set", "topics.prefix=" + prefix));
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Ran(status, out.toString(), err.toString());
    }
}
