package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wattledger.standalone.report.FocusRules;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.Estimate;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.OperatingPoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** {@code wattledger report} on the books of a demo: from its folder, from Kafka, and from an instance. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReportIT {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @TempDir
    static Path folder;

    private static String[] span = {};
    private static JsonNode demo;
    private static Ran focusOfFolder;
    private static Standalone standalone;

    private record Ran(int status, String out, String err) {}

    @BeforeAll
    static void book() throws Exception {
        Instant now = Instant.now();
        span = new String[] {"--from", day(now.minus(Duration.ofDays(2))), "--to", day(now.plus(Duration.ofDays(2)))};
        try (Launched run =
                Launched.run(folder, "demo", "--once", "--json", "--speed", "max", "--port", "0", "--data", "books")) {
            assertThat(run.status()).as(run.err()).isZero();
            demo = JSON.readTree(run.out());
        }
        try (Launched run =
                Launched.run(folder, args(List.of("report", "--data", "books", "--format", "focus"), span))) {
            focusOfFolder = new Ran(run.status(), run.out(), run.err());
        }
        standalone = Standalone.start(folder.resolve("books"), new Standalone.Ports(0, 0, 0));
        await().atMost(Duration.ofMinutes(1))
                .until(() -> standalone.app().books().settled());
    }

    private static String day(Instant time) {
        return time.toString().substring(0, "2026-11-01".length());
    }

    @AfterAll
    static void stop() {
        if (standalone != null) {
            standalone.close();
        }
    }

    private static String[] args(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new);
    }

    /** Runs a command on the books of the instance. */
    private static Ran run(List<String> command, String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        if (!all.contains("--url") && !all.contains("--data")) {
            all.addAll(List.of("--bootstrap", standalone.bootstrapServers(), "--registry", standalone.registryUrl()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Ran(status, out.toString(), err.toString());
    }

    /** The report as a file. */
    private static Path report(String name, String... options) {
        Path file = folder.resolve(name);
        Ran ran = run(
                List.of("report", "--output", file.toString()),
                options.length > 0 && List.of(options).contains("--from") ? options : args(List.of(span), options));
        assertThat(ran.status()).as(ran.err()).isZero();
        return file;
    }

    private static JsonNode json(String name, String... options) throws Exception {
        return JSON.readTree(report(name, args(List.of("--json"), options)).toFile());
    }

    private static BigDecimal demoJoules() {
        return sum(demo.path("totals"), "energyJoules");
    }

    private static BigDecimal sum(JsonNode rows, String amount) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path(amount).path("central"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    @Order(1)
    void shouldGiveFinanceWhatTheDemoBooked() {
        assertThat(focusOfFolder.status()).as(focusOfFolder.err()).isZero();
        assertThat(FocusRules.problems(focusOfFolder.out())).isEmpty();
        BigDecimal joules = FocusRules.rows(focusOfFolder.out()).stream()
                .filter(row -> row.containsKey("x_EnergyJoules"))
                .map(row -> new BigDecimal(row.get("x_EnergyJoules")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(joules).isPositive().isEqualByComparingTo(demoJoules());
    }

    @Test
    @Order(2)
    void shouldSayTheSameFromTotalsFromTheJournalAndFromAnInstance() throws Exception {
        String[] by = {"--by", "team,project,model,gpu,region", "--no-previous"};
        JsonNode totals = json("totals.json", by);
        JsonNode journal = json("journal.json", args(List.of(by), "--source", "journal"));
        JsonNode api = json(
                "api.json",
                args(
                        List.of(by),
                        "--url",
                        "http://127.0.0.1:" + standalone.app().httpPort()));

        assertThat(totals.path("rows")).isNotEmpty().isEqualTo(journal.path("rows"));
        assertThat(api.path("rows")).isEqualTo(totals.path("rows"));
        assertThat(sum(totals.path("rows"), "energyJoules")).isEqualByComparingTo(demoJoules());
        assertThat(totals.at("/total/energyJoules/central").decimalValue()).isEqualByComparingTo(demoJoules());
        assertThat(totals.at("/total/unpricedRequests").asLong()).isPositive();
        assertThat(percentOf(totals)).isEqualByComparingTo("100.0");
        assertThat(totals.at("/state/offsets/wattledger.footprint-1d").size()).isEqualTo(4);
        assertThat(totals.at("/state/revisions")).isNotEmpty();
    }

    private static BigDecimal percentOf(JsonNode report) {
        return StreamSupport.stream(report.path("rows").spliterator(), false)
                .map(row -> row.path("energyPercent"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    @Order(3)
    void shouldCutDaysAndHoursOfAnyZoneWithoutLoss() throws Exception {
        for (String zone : List.of("Europe/Berlin", "Asia/Kolkata", "Pacific/Chatham")) {
            for (String granularity : List.of("day", "hour")) {
                JsonNode report = json(
                        "zone.json", "--zone", zone, "--granularity", granularity, "--by", "team", "--no-previous");

                assertThat(sum(report.path("rows"), "energyJoules"))
                        .as(zone + " " + granularity)
                        .isEqualByComparingTo(demoJoules());
            }
        }
    }

    @Test
    @Order(4)
    void shouldWriteCsvAndParquetAlike() throws Exception {
        String csv = Files.readString(report("r.csv", "--format", "csv", "--by", "team,model"));
        Path parquet = report("r.parquet", "--format", "parquet", "--by", "team,model");

        List<Map<String, String>> rows = FocusRules.rows(csv);
        BigDecimal csvSum = rows.stream()
                .filter(row -> row.containsKey("energyJoules"))
                .map(row -> new BigDecimal(row.get("energyJoules")))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(csvSum).isEqualByComparingTo(demoJoules());
        BigDecimal parquetSum = BigDecimal.ZERO;
        int read = 0;
        try (ParquetReader<Group> reader = new Groups(new LocalInputFile(parquet)).build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                read++;
                if (group.getFieldRepetitionCount("energyJoules") > 0) {
                    byte[] bytes = group.getBinary("energyJoules", 0).getBytes();
                    parquetSum = parquetSum.add(new BigDecimal(new java.math.BigInteger(bytes), 6));
                }
            }
        }
        assertThat(read).isEqualTo(rows.size());
        assertThat(parquetSum).isEqualByComparingTo(demoJoules());
    }

    /** A reader of rows without a schema of ours. */
    private static final class Groups extends ParquetReader.Builder<Group> {
        Groups(InputFile file) {
            super(file, new PlainParquetConfiguration());
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    @Test
    @Order(5)
    void shouldPriceAndShowWhatMetersSayBeyondTheBooks() throws Exception {
        Path prices = Files.writeString(folder.resolve("prices.yaml"), """
                currency: EUR
                electricity: {default: 0.20}
                carbon: 100
                """);
        JsonNode report = json(
                "money.json",
                "--prices",
                prices.toString(),
                "--by",
                "team,region",
                "--metered",
                "eu-west-1=1000",
                "--no-previous");

        JsonNode rest = StreamSupport.stream(report.path("rows").spliterator(), false)
                .filter(row -> row.path("kind").asText().equals("unattributed"))
                .findFirst()
                .orElseThrow();
        assertThat(rest.path("team").isNull()).isTrue();
        assertThat(rest.at("/facilityEnergyJoules/central").decimalValue()).isGreaterThan(new BigDecimal("3000000000"));
        assertThat(report("metered.html", "--format", "html", "--metered", "eu-west-1=1000"))
                .content()
                .contains("eu-west-1")
                .doesNotContain("<script");
        BigDecimal cents = StreamSupport.stream(report.path("rows").spliterator(), false)
                .map(row -> row.at("/cost/totalCost"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(report.at("/total/cost/totalCost").decimalValue()).isEqualByComparingTo(cents);
    }

    @Test
    @Order(6)
    void shouldShowHowBudgetsStand() throws Exception {
        Path prices = Files.writeString(folder.resolve("energy.yaml"), "currency: EUR\nelectricity: 0.20\n");
        Ran table = run(
                List.of("budgets"),
                "--set",
                "budgets.search.joules=1000000",
                "--set",
                "budgets.ads.grams=5",
                "--team",
                "search");
        Ran object = run(
                List.of("budgets"),
                "--json",
                "--prices",
                prices.toString(),
                "--set",
                "budgets.search.joules=1000000",
                "--set",
                "budgets.search.money=100");

        assertThat(table.status()).as(table.err()).isZero();
        assertThat(table.out())
                .containsPattern("search +1.00 MJ +\\d\\S* [kM]J +\\d[\\d.]* %")
                .doesNotContain("ads");
        JsonNode budgets = JSON.readTree(object.out()).path("budgets");
        JsonNode search =
                json("search.json", "--team", "search", "--no-previous", "--from", month(0), "--to", month(1));
        assertThat(budgets.at("/0/unit").asText()).isEqualTo("joules");
        assertThat(budgets.at("/0/used").decimalValue())
                .isEqualByComparingTo(search.at("/total/energyJoules/central").decimalValue());
        assertThat(budgets.at("/1/unit").asText()).isEqualTo("EUR");
        assertThat(budgets.at("/1/used").decimalValue()).isPositive();
        assertThat(budgets.at("/0/forecast").isNull()).isTrue();
        assertThat(run(List.of("budgets")).err()).contains("no team has a budget");
        Ran unpriced = run(List.of("budgets"), "--set", "budgets.search.money=100");
        assertThat(unpriced.status()).isEqualTo(2);
        assertThat(unpriced.err()).contains("budgets.search.money needs prices");
    }

    private static String month(int later) {
        return java.time.YearMonth.now(java.time.ZoneOffset.UTC)
                .plusMonths(later)
                .toString();
    }

    @Test
    @Order(7)
    void shouldSayWhatIsWrong() throws Exception {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "currency: Taler\nelectricity: cheap\nwind: 1\n");
        assertWrong(2, "--from is 'November'; write a month like 2026-11", "--from", "November");
        assertWrong(2, "--to needs --from", "--to", "2026-11");
        assertWrong(2, "begins at 2026-11-01T00:00Z[UTC] cannot end", "--from", "2026-11", "--to", "2026-10");
        assertWrong(2, "--zone is 'Berlin'", "--zone", "Berlin");
        assertWrong(2, "--by has 'color'; write some of team, project", "--by", "team,color");
        assertWrong(2, "--by has team twice", "--by", "team,team");
        assertWrong(2, "--granularity is 'week'", "--granularity", "week");
        assertWrong(2, "--format is 'xls'; write table, csv", "--format", "xls");
        assertWrong(2, "only the journal tells", "--by", "basis", "--source", "totals");
        assertWrong(2, "a FOCUS file is by all fields", "--format", "focus", "--by", "team");
        assertWrong(2, "an instance does not tell corrections", "--url", "http://127.0.0.1:1", "--format", "html");
        assertWrong(2, "--metered is of the whole period", "--metered", "eu=1", "--granularity", "day");
        assertWrong(2, "--metered eu=much; write kWh", "--metered", "eu=much");
        assertWrong(2, "'Taler' is no currency of ISO 4217", "--prices", bad.toString());
        assertWrong(2, "'cheap' must be a decimal number", "--prices", bad.toString());
        assertWrong(2, "wind: unknown", "--prices", bad.toString());
        assertWrong(
                2,
                "there is no file or folder " + folder.resolve("none.yaml"),
                "--prices",
                folder.resolve("none.yaml").toString());
        assertWrong(1, "holds no books", "--data", folder.resolve("nothing").toString());
        assertWrong(1, "Is an instance running there?", "--url", "http://127.0.0.1:1");
        assertWrong(1, "there is no topic elsewhere.footprint-1d", "--set", "topics.prefix=elsewhere.");
        assertWrong(
                1,
                "is no report; name one",
                "--as-of",
                Files.writeString(folder.resolve("x.json"), "{}").toString());
    }

    private static void assertWrong(int status, String said, String... options) {
        Ran ran = run(List.of("report"), options);
        assertThat(ran.err()).contains(said);
        assertThat(ran.status()).as(ran.err()).isEqualTo(status);
    }

    @Test
    @Order(8)
    void shouldTellWhatChangedAndAnswerAsThen() throws Exception {
        String[] question = {"--by", "model,gpu", "--no-previous"};
        Path before = report("before.json", args(List.of(question), "--json", "--source", "journal"));
        JsonNode old = JSON.readTree(before.toFile());
        Ran same = run(List.of("report", "diff", before.toString()));
        assertThat(same.status()).as(same.out() + same.err()).isZero();
        assertThat(same.out()).contains("Nothing changed.");
        String model = old.at("/rows/0/model").asText();
        String gpu = old.at("/rows/0/gpu").asText();

        revise(model, gpu);

        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            JsonNode now = json("now.json", args(List.of(question), "--source", "journal"));
            assertThat(now.at("/rows/0/energyJoules")).isNotEqualTo(old.at("/rows/0/energyJoules"));
            assertThat(json("now-totals.json", question).path("rows")).isEqualTo(now.path("rows"));
        });
        Ran changed = run(List.of("report", "diff", before.toString()));
        assertThat(changed.status()).isEqualTo(1);
        assertThat(changed.out())
                .contains(model + " / " + gpu + ": energyJoules central ")
                .contains("+ inference-costs " + model + "|" + gpu + ": dearer (by hand)");
        JsonNode then = json("then.json", args(List.of(question), "--as-of", before.toString()));
        assertThat(then.path("rows")).isEqualTo(old.path("rows"));
        JsonNode apart = json("apart.json", args(List.of(question), "--corrections"));
        assertThat(StreamSupport.stream(apart.path("rows").spliterator(), false)
                        .filter(row -> row.path("kind").asText().equals("correction"))
                        .map(row -> row.path("model").asText()))
                .contains(model);
        assertThat(FocusRules.problems(Files.readString(report("corrected.csv", "--format", "focus"))))
                .isEmpty();
    }

    /** Makes each inference of it cost a kilojoule since 2021. */
    private static void revise(String model, String gpu) throws Exception {
        Estimate none = new Estimate(0.0, 0.0, 0.0);
        OperatingPoint point = new OperatingPoint(1, new Estimate(1e9, 1e9, 1e9), none, none, none);
        CostRevision dearer = new CostRevision(
                "dearer",
                Instant.parse("2021-01-01T00:00:00Z"),
                null,
                "by hand",
                null,
                List.of(point),
                null,
                List.of());
        var costs = standalone.topics().costs();
        byte[] row =
                costs.value().serializer().serialize(costs.name(), new InferenceCosts(model, gpu, List.of(dearer)));
        try (Producer<byte[], byte[]> producer = standalone.producer()) {
            producer.send(new ProducerRecord<>(costs.name(), (model + "|" + gpu).getBytes(StandardCharsets.UTF_8), row))
                    .get();
        }
    }
}
