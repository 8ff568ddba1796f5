package io.wattledger.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.schemas.Topic;
import io.wattledger.standalone.audit.AuditReport;
import io.wattledger.v1.EntryKind;
import io.wattledger.v1.FootprintEntry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real broker, registry, application, Connect worker and PostgreSQL: SQL says what the audit says, to the last unit. */
class ConnectIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final BigDecimal MILLION = new BigDecimal(1_000_000);

    @TempDir
    static Path folder;

    private static Bookings bookings;
    private static Books books;
    private static Postgres postgres;
    private static Worker worker;
    private static AuditReport audit;
    private static JsonNode demo;

    @BeforeAll
    static void bringTheBooksIntoPostgres() throws Exception {
        assumeTrue(Postgres.missing().isEmpty(), () -> Postgres.missing().orElseThrow());
        books = new Books(folder);
        postgres = Postgres.start();
        // The second time changes nothing.
        postgres.run(postgres.role(), Path.of("schema.sql"));
        postgres.run(postgres.role(), Path.of("schema.sql"));
        worker = worker();
        bookings = new Bookings(Instant.now());
        audit = bookings.book(books);
        demo = JSON.readTree(books.json());
        awaitCaughtUp();
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {worker, postgres, books}) {
            if (part != null) {
                part.close();
            }
        }
    }

    private static Worker worker() throws Exception {
        return new Worker(
                folder,
                Map.of(
                        "WATTLEDGER_BOOTSTRAP", books.bootstrapServers(),
                        "WATTLEDGER_REGISTRY_URL", books.converterUrl(),
                        "WATTLEDGER_JDBC_URL", postgres.url(postgres.role()),
                        "WATTLEDGER_JDBC_USER", postgres.role(),
                        "WATTLEDGER_JDBC_PASSWORD", "trusted"));
    }

    /** Waits until both connectors have read and committed all that their topics hold. */
    private static void awaitCaughtUp() throws Exception {
        Worker.connectors().forEach(connector -> worker.awaitTask(connector, "RUNNING"));
        Map<String, Topic<?, ?>> topics = Map.of(
                "connect-wattledger-footprint-journal",
                books.topics().journal(),
                "connect-wattledger-footprint-1h",
                books.topics().hours());
        try (Admin admin = books.admin()) {
            for (Map.Entry<String, Topic<?, ?>> each : topics.entrySet()) {
                Map<TopicPartition, Long> last = Bookings.lastOffsets(
                        books.bootstrapServers(), each.getValue().name());
                await(each.getKey()).atMost(LIMIT).until(() -> {
                    var committed = admin.listConsumerGroupOffsets(each.getKey())
                            .partitionsToOffsetAndMetadata()
                            .get();
                    return last.entrySet().stream().allMatch(end -> Optional.ofNullable(committed.get(end.getKey()))
                            .map(offset -> offset.offset() > end.getValue())
                            .orElse(false));
                });
            }
        }
    }

    @Test
    void shouldAddUpToWhatTheAuditAddsUpTo() throws Exception {
        List<String> expected = audit.teams().stream()
                .map(team -> String.join(
                        "|",
                        team.name(),
                        Long.toString(team.requests()),
                        Long.toString(team.unpricedRequests()),
                        range(team.energyMicrojoules()),
                        range(team.waterMicrolitres()),
                        range(team.carbonMicrograms())))
                .sorted()
                .toList();
        Function<String, String> sums = table -> """
                SELECT team, sum(requests), sum(unpriced_requests),
                  sum(energy_microjoules_low), sum(energy_microjoules_central), sum(energy_microjoules_high),
                  sum(water_microlitres_low), sum(water_microlitres_central), sum(water_microlitres_high),
                  sum(carbon_micrograms_low), sum(carbon_micrograms_central), sum(carbon_micrograms_high)
                FROM %s GROUP BY team ORDER BY team COLLATE "C"
                """.formatted(table);

        assertThat(audit.clean()).isTrue();
        assertThat(expected).hasSizeGreaterThan(5).anyMatch(team -> team.endsWith("|||||||||"));
        assertThat(postgres.query(sums.apply("footprint_journal"))).isEqualTo(expected);
        assertThat(postgres.query(sums.apply("footprint_hourly"))).isEqualTo(expected);
    }

    @Test
    void shouldAddUpToWhatADemoPrints() throws Exception {
        BigDecimal joules = StreamSupport.stream(demo.path("totals").spliterator(), false)
                .map(total -> total.at("/energyJoules/central"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);

        for (String table : List.of("footprint_journal", "footprint_hourly")) {
            String sum = postgres.query("SELECT sum(energy_microjoules_central) * 0.000001 FROM " + table)
                    .get(0);
            assertThat(new BigDecimal(sum)).as(table).isPositive().isEqualByComparingTo(joules);
        }
    }

    private static String range(List<Long> range) {
        return range.isEmpty() ? "||" : "%d|%d|%d".formatted(range.toArray());
    }

    @Test
    void shouldHoldEachCommittedEntryOnceAndNoAbortedOne() throws Exception {
        assertThat(postgres.query("SELECT count(*) FROM footprint_journal"))
                .containsExactly(Long.toString(audit.entries()));
        assertThat(postgres.query("TABLE footprint_gap")).isEmpty();
        assertThat(postgres.query("SELECT DISTINCT kind FROM footprint_journal ORDER BY 1"))
                .containsExactly("CORRECTION", "LATE_PRICED", "USAGE");
    }

    @Test
    void shouldSeeAnHourThatIsNotTheSumOfItsEntriesAndAnEntryThatIsMissing() throws Exception {
        String spoilt = """
                BEGIN; %s; SELECT count(*) FROM footprint_difference; SELECT coalesce(sum(missing), 0) FROM footprint_gap; ROLLBACK
                """;

        assertThat(postgres.query("TABLE footprint_difference")).isEmpty();
        assertThat(postgres.query(spoilt.formatted("""
                UPDATE footprint_hourly SET carbon_micrograms_high = carbon_micrograms_high + 1,
                  kafka_offset = kafka_offset + 1 WHERE team = 'rarities' AND project = 'p'
                """))).containsExactly("2", "0");
        assertThat(postgres.query(spoilt.formatted("""
                DELETE FROM footprint_journal WHERE entry_id IN (SELECT entry_id FROM footprint_journal
                  WHERE kind = 'USAGE' ORDER BY window_start LIMIT 1)
                """))).element(1).isEqualTo("1");
    }

    @Test
    void shouldTellTimesAsTheyAreInWhateverZoneWorkerAndDatabaseLive() throws Exception {
        Instant minute = bookings.now().truncatedTo(ChronoUnit.MINUTES);
        Instant hour = bookings.now().truncatedTo(ChronoUnit.HOURS);

        assertThat(postgres.query("SHOW timezone")).containsExactly("Asia/Kolkata");
        assertThat(postgres.query("""
                SELECT DISTINCT extract(epoch FROM window_start)::bigint FROM footprint_journal WHERE team = 'rarities'
                """)).containsExactly(Long.toString(minute.getEpochSecond()));
        assertThat(postgres.query("""
                SELECT DISTINCT extract(epoch FROM window_start)::bigint FROM footprint_hourly WHERE team = 'rarities'
                """)).containsExactly(Long.toString(hour.getEpochSecond()));
    }

    @Test
    void shouldKeepUsageWithAndWithoutAProjectApart() throws Exception {
        assertThat(postgres.query("""
                SELECT project, requests FROM footprint_hourly
                WHERE team = 'rarities' AND model_id = 'llama-3.1-8b-instruct' AND region = 'eu-west-1' ORDER BY project
                """)).containsExactly("p|1", "|2");
    }

    @Test
    void shouldStayAsItIsWhenEverythingIsReadAgain() throws Exception {
        String fingerprint = """
                SELECT count(*), md5(string_agg(row::text, ',' ORDER BY row::text)) FROM footprint_journal AS row
                UNION ALL SELECT count(*), md5(string_agg(row::text, ',' ORDER BY row::text)) FROM footprint_hourly AS row
                """;
        List<String> before = postgres.query(fingerprint);
        worker.close();
        List<String> groups = Worker.connectors().stream()
                .map(connector -> "connect-" + connector)
                .toList();
        try (Admin admin = books.admin()) {
            // A member that was just stopped may still be leaving.
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                admin.deleteConsumerGroups(groups).all().get();
                return true;
            });
        }

        worker = worker();
        awaitCaughtUp();

        assertThat(postgres.query(fingerprint)).isEqualTo(before);
        assertThat(postgres.query("TABLE footprint_difference")).isEmpty();
    }

    @Test
    void shouldNotLetAnEarlierTotalOrAnotherEntryTakeThePlaceOfWhatIsThere() throws Exception {
        assertThat(postgres.query("""
                UPDATE footprint_hourly SET requests = 0, kafka_offset = kafka_offset - 1 RETURNING 1
                """)).isEmpty();
        assertThat(postgres.query("UPDATE footprint_journal SET requests = requests RETURNING 1"))
                .isEmpty();
        assertThatThrownBy(() -> postgres.query("UPDATE footprint_journal SET requests = requests + 1"))
                .hasMessageContaining("is in footprint_journal with other content")
                .hasMessageContaining("give them a database of their own");
    }

    @Test
    void shouldBillMonthsThatAddUpInAnyZone() throws Exception {
        BigDecimal joules = sum(AuditReport.Team::energyMicrojoules);
        BigDecimal litres = sum(AuditReport.Team::waterMicrolitres);
        BigDecimal grams = sum(AuditReport.Team::carbonMicrograms);
        String expected = "%s|%s|%s".formatted(joules, litres, grams);
        String columns = "sum(energy_joules_central), sum(water_litres_central), sum(carbon_grams_central)";

        assertThat(postgres.query("SELECT " + columns + " FROM footprint_month"))
                .containsExactly(expected);
        assertThat(postgres.query("SELECT " + columns + " FROM footprint_model"))
                .containsExactly(expected);
        for (String zone : List.of("UTC", "Asia/Kathmandu", "America/New_York")) {
            assertThat(postgres.query("""
                    SELECT %s FROM generate_series(-2, 2) AS away,
                      footprint_bill((now() AT TIME ZONE '%s' + away * interval '1 month')::date, '%2$s')
                    """.formatted(columns, zone))).containsExactly(expected);
        }
    }

    private static BigDecimal sum(Function<AuditReport.Team, List<Long>> amount) {
        long central = audit.teams().stream()
                .map(amount)
                .filter(range -> !range.isEmpty())
                .mapToLong(range -> range.get(1))
                .sum();
        return new BigDecimal(central).divide(MILLION).setScale(6);
    }

    @Test
    void shouldTellWhichRevisionTookThePlaceOfWhichAndWhatHasNoPrice() throws Exception {
        assertThat(postgres.query("""
                SELECT model_id, cost_revision, replaces_cost_revision LIKE '2020-01-01-%', sum(energy_joules_central) > 0
                FROM footprint_correction GROUP BY 1, 2, 3
                """)).containsExactly("llama-3.1-8b-instruct|corrected|t|t");
        assertThat(postgres.query("""
                SELECT model_id, unpriced_requests, unsited_requests, energy_joules_central IS NULL, water_litres_central IS NULL
                FROM footprint_unpriced WHERE team IN ('rarities', 'nobody') ORDER BY 1
                """)).containsExactly("llama-3.1-8b-instruct|0|1|f|t", "unheard-of|1|0|t|t");
    }

    @Test
    void shouldStopAtARecordThatItCannotReadAndGoOnWhenItIsPassedBy() throws Exception {
        // Given: a journal of another prefix, into a database of its own
        Topic<String, FootprintEntry> journal = books.topics().journal();
        String topic = "other.footprint-journal";
        postgres.createDatabase("other");
        postgres.run("other", Path.of("schema.sql"));
        try (Admin admin = books.admin();
                Producer<byte[], byte[]> producer = books.producer(Map.of())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            producer.send(new ProducerRecord<>(topic, 0, null, "no Avro".getBytes(StandardCharsets.UTF_8)))
                    .get();
            byte[] entry = Books.record(journal, "team", Bookings.entry("0-1", EntryKind.USAGE))
                    .value();
            producer.send(new ProducerRecord<>(topic, 0, null, entry)).get();
        }
        ObjectNode connector = (ObjectNode) Worker.configuration("footprint-journal.json");
        connector.put("name", "other");
        ((ObjectNode) connector.at("/config")).put("topics", topic).put("connection.url", postgres.url("other"));

        worker.call("POST", "/connectors", connector.toString());
        worker.awaitTask("other", "FAILED");
        assertThat(postgres.query("other", "TABLE footprint_journal")).isEmpty();

        // When: as README.md says
        worker.call("PUT", "/connectors/other/stop", "");
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            worker.call("PATCH", "/connectors/other/offsets", """
                    {"offsets": [{"partition": {"kafka_topic": "%s", "kafka_partition": 0}, "offset": {"kafka_offset": 1}}]}
                    """.formatted(topic));
            return true;
        });
        worker.call("PUT", "/connectors/other/resume", "");

        // Then: what was passed by is told as missing
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        postgres.query("other", "SELECT task, entries, missing FROM footprint_gap"))
                .containsExactly("0|1|1"));
    }
}
