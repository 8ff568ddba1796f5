package io.wattledger.config;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** All of the configuration: one record per section. Read it with {@link ConfigReader}. */
public record Config(
        @Key("The application itself.") App app,

        @Key(
                "Settings of the Kafka clients under their own names; bootstrap.servers is required. They reach consumers, producers"
                        + " and the admin client, and Kafka Streams itself.")
        Map<String, String> kafka,

        @Key("Settings of the schema registry client under their own names; schema.registry.url is required."
                + " auto.register.schemas: false leaves registration to others.")
        Map<String, String> registry,

        @Key("The topics.") Topics topics,

        @Key("The booking room: from events to entries.") Booking booking,

        @Key("The totalling room: from entries to totals.") Totals totals,

        @Key("Memory of the state stores, outside of the Java heap; all stores of the instance share it.")
        Stores stores,

        @Key("The HTTP server: API, metrics, health, page.") Http http,

        @Key("Who may use it: docs/api.md.") Access access,

        @Key("The metrics.") Metrics metrics,

        @Key(
                "What a team may use in a calendar month, as budgets.TEAM.joules, budgets.TEAM.litres and budgets.TEAM.grams (of CO2e),"
                        + " each a number above 0 and at most 9e12. What crosses a threshold (totals.budget-thresholds) goes to footprint-alerts; rules"
                        + " and dashboards compare with it; nothing is refused. budgets.TEAM.money is for 'wattledger budgets', which knows prices.")
        Map<String, String> budgets) {

    /** @throws IllegalArgumentException if a budget is none, or HTTP would be open to others without a word. */
    public Config {
        Check check = new Check();
        check.that(
                "http.host",
                http.host().matches(LOOPBACK) || !access.tokens().isEmpty() || access.anonymous(),
                "can be reached by others, who would read everything and write events: set access.tokens (docs/api.md),"
                        + " or access.anonymous: true if that is meant");
        budgets.forEach((key, value) -> check.that("budgets." + key, isBudget(key, value), BUDGET));
        check.done();
    }

    private static final String LOOPBACK = "localhost|127\\.\\d+\\.\\d+\\.\\d+|::1|\\[::1]";

    private static final String BUDGET =
            "is no budget; write one as budgets.TEAM.joules, budgets.TEAM.litres, budgets.TEAM.grams or budgets.TEAM.money with a number"
                    + " above 0 and at most 9e12";

    /** Of millionths there are no more in a long. */
    private static final double LARGEST_BUDGET = 9e12;

    private static final String MONEY = "money";
    private static final Set<String> BUDGET_UNITS = Set.of("joules", "litres", "grams", MONEY);

    private static boolean isBudget(String key, String value) {
        int dot = key.lastIndexOf('.');
        if (dot < 1 || !BUDGET_UNITS.contains(key.substring(dot + 1))) {
            return false;
        }
        try {
            double amount = Double.parseDouble(value);
            return amount > 0 && amount <= LARGEST_BUDGET;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Amounts of the budgets by team and unit: joules, litres, grams. */
    public Map<String, Map<String, Double>> monthlyBudgets() {
        Map<String, Map<String, Double>> byTeam = new TreeMap<>();
        budgets.forEach((key, value) -> {
            int dot = key.lastIndexOf('.');
            if (!key.endsWith("." + MONEY)) {
                byTeam.computeIfAbsent(key.substring(0, dot), team -> new TreeMap<>())
                        .put(key.substring(dot + 1), Double.parseDouble(value));
            }
        });
        return byTeam;
    }

    /** Budgets of money by team, in the currency of whoever has prices. */
    public Map<String, Double> moneyBudgets() {
        Map<String, Double> byTeam = new TreeMap<>();
        budgets.forEach((key, value) -> {
            if (key.endsWith("." + MONEY)) {
                byTeam.put(key.substring(0, key.lastIndexOf('.')), Double.parseDouble(value));
            }
        });
        return byTeam;
    }

    /** Section {@code app}. */
    public record App(
            @Key(
                    value =
                            "Names the books: consumer group, transactions, state. Instances with the same id share the work.",
                    or = "wattledger")
            String id,

            @Key(
                    value = "Folder of the state stores. They are rebuilt from Kafka when it is lost.",
                    or = "wattledger-data/state")
            String stateDir,

            @Key(value = "Stream threads of this instance.", or = "2")
            int threads,

            @Key(value = "Time between commits. Totals are as fresh as this.", or = "1s")
            Duration commitInterval,

            @Key(
                    value =
                            "Thread failures within the hour that are healed by a new thread; one more stops the instance with exit code 1.",
                    or = "5")
            int maxThreadReplacements,

            @Key(value = "How long to wait at start for Kafka and the registry.", or = "2m")
            Duration startLimit,

            @Key(value = "How long a clean stop may take.", or = "10s")
            Duration stopLimit) {

        public App {
            Check check = new Check();
            check.that("app.id", id.matches("[a-zA-Z0-9._-]+"), "may have letters, digits, '.', '_' and '-' only");
            check.that("app.threads", threads >= 1, "must be at least 1");
            check.positive("app.commit-interval", commitInterval);
            check.that("app.max-thread-replacements", maxThreadReplacements >= 0, "must be at least 0");
            check.positive("app.start-limit", startLimit);
            check.positive("app.stop-limit", stopLimit);
            check.done();
        }
    }

    /** Section {@code topics}. */
    public record Topics(
            @Key(value = "Put before every topic name.", or = "wattledger.")
            String prefix,

            @Key(value = "Whether missing topics are created at start. Existing ones are only checked.", or = "true")
            boolean create,

            @Key(value = "Partitions of inference-events, and of keyless-events and intake with it.", or = "4")
            int eventPartitions,

            @Key(value = "Partitions of footprint-journal, and of all footprint totals with it.", or = "4")
            int journalPartitions,

            @Key(value = "Replicas of created topics; -1 takes the broker's default.", or = "-1")
            int replicationFactor,

            @Key(value = "How long inference-events keeps events.", or = "7d")
            Duration eventRetention,

            @Key(value = "How long footprint-journal keeps entries; 0s keeps them for ever.", or = "0s")
            Duration journalRetention,

            @Key(value = "How long footprint-alerts keeps what was announced of budgets.", or = "400d")
            Duration alertRetention,

            @Key(value = "How long rejected-events keeps what was refused.", or = "32d")
            Duration rejectedRetention,

            @Key(
                    value =
                            "How long inference-costs and site-factors keep rows that later ones replaced, so that a restart knows the same history.",
                    or = "400d")
            Duration tableHistory) {

        public Topics {
            Check check = new Check();
            check.that(
                    "topics.prefix",
                    prefix.matches("[a-zA-Z0-9._-]*"),
                    "may have letters, digits, '.', '_' and '-' only");
            check.that("topics.event-partitions", eventPartitions >= 1, "must be at least 1");
            check.that("topics.journal-partitions", journalPartitions >= 1, "must be at least 1");
            check.that(
                    "topics.replication-factor",
                    replicationFactor == -1 || (replicationFactor >= 1 && replicationFactor <= Short.MAX_VALUE),
                    "must be -1 or at least 1");
            check.positive("topics.event-retention", eventRetention);
            check.that("topics.journal-retention", !journalRetention.isNegative(), "must not be negative");
            check.positive("topics.alert-retention", alertRetention);
            check.positive("topics.rejected-retention", rejectedRetention);
            check.positive("topics.table-history", tableHistory);
            check.done();
        }
    }

    /** Section {@code booking}. */
    public record Booking(
            @Key(value = "The books go back no further; an earlier event is rejected.", or = "2020-01-01T00:00:00Z")
            Instant earliest,

            @Key(value = "How far an event may be ahead of its arrival; one further ahead is rejected.", or = "10m")
            Duration maxSkew,

            @Key(
                    value =
                            "Characters that an identifier or dimension may have; an event with a longer one is rejected.",
                    or = "256")
            int maxLength,

            @Key(
                    value =
                            "Largest count (inferences, tokens, measured joules) of one event; a larger one is rejected.",
                    or = "1000000000")
            long maxCount,

            @Key(
                    value =
                            "An event older than the latest of its partition by more than this is booked all the same, and flagged late.",
                    or = "5m")
            Duration lateAfter,

            @Key(
                    value =
                            "For how long an event is recognised as a duplicate when it comes again, and how far apart the times of both may be; 0s turns it off.",
                    or = "1h")
            Duration dedupHorizon,

            @Key(
                    value =
                            "For how long usage is kept: until then a cost that arrives late prices it, and a revision into the past re-rates it.",
                    or = "32d")
            Duration usageRetention,

            @Key(
                    value =
                            "Combinations of minute and dimensions that are gathered in memory before they are written ahead of the commit.",
                    or = "10000")
            int maxCells,

            @Key(
                    value =
                            "Cells of usage that a task looks at per second when it re-rates or forgets old ones; bounds the work that this takes from booking.",
                    or = "20000")
            int upkeepCells,

            @Key(
                    value =
                            "How long an event with an unknown schema id waits for a registry that cannot be reached before its thread gives up.",
                    or = "2m")
            Duration registryLimit) {

        public Booking {
            Check check = new Check();
            check.that(
                    "booking.max-skew",
                    !maxSkew.isNegative() && maxSkew.compareTo(Duration.ofMinutes(30)) <= 0,
                    "must be 0s to 30m: brokers refuse totals of windows that lie an hour ahead");
            check.that("booking.max-length", maxLength >= 1 && maxLength <= 4096, "must be 1 to 4096");
            check.that(
                    "booking.max-count", maxCount >= 1 && maxCount <= 1_000_000_000_000L, "must be 1 to 1000000000000");
            check.that("booking.late-after", !lateAfter.isNegative(), "must not be negative");
            check.that("booking.earliest", !earliest.isBefore(Instant.EPOCH), "must not be before " + Instant.EPOCH);
            check.that("booking.dedup-horizon", !dedupHorizon.isNegative(), "must not be negative");
            check.positive("booking.usage-retention", usageRetention);
            check.that("booking.max-cells", maxCells >= 1, "must be at least 1");
            check.that("booking.upkeep-cells", upkeepCells >= 1, "must be at least 1");
            check.that(
                    "booking.registry-limit",
                    registryLimit.compareTo(Duration.ofMinutes(4)) <= 0,
                    "must be at most 4m, within the poll interval of the consumer");
            check.done();
        }
    }

    /** Section {@code totals}. */
    public record Totals(
            @Key(value = "How long one-minute totals are kept.", or = "32d")
            Duration minuteRetention,

            @Key(value = "How long one-hour totals are kept.", or = "400d")
            Duration hourRetention,

            @Key(value = "How long one-day totals are kept.", or = "3660d")
            Duration dayRetention,

            @Key(
                    value =
                            "Combinations of dimensions whose totals a task keeps in memory, about 2 kB each; those that nothing was added to for longest leave first.",
                    or = "10000")
            int maxTotals,

            @Key(value = "Time zone of the calendar months that budgets are for, as in Europe/Berlin.", or = "UTC")
            ZoneId monthZone,

            @Key(
                    value =
                            "Shares of a budget, percent with commas between them, that are announced in footprint-alerts when a month crosses them.",
                    or = "50,80,100")
            List<String> budgetThresholds) {

        private static final int MOST_PERCENT = 1_000;

        public Totals {
            Check check = new Check();
            check.positive("totals.minute-retention", minuteRetention);
            check.positive("totals.hour-retention", hourRetention);
            check.positive("totals.day-retention", dayRetention);
            check.that("totals.max-totals", maxTotals >= 1, "must be at least 1");
            check.that(
                    "totals.budget-thresholds",
                    budgetThresholds.stream().allMatch(Totals::isPercent)
                            && budgetThresholds.stream().distinct().count() == budgetThresholds.size(),
                    "may have different whole numbers from 1 to " + MOST_PERCENT + " only, with commas between them");
            check.done();
        }

        private static boolean isPercent(String text) {
            return text.matches("[1-9]\\d{0,3}") && Integer.parseInt(text) <= MOST_PERCENT;
        }

        /** The thresholds as numbers. */
        public List<Integer> budgetPercents() {
            return budgetThresholds.stream().map(Integer::valueOf).toList();
        }
    }

    /** Section {@code stores}. */
    public record Stores(
            @Key(value = "What the stores keep of what they read, MiB, with indexes and filters.", or = "64")
            int cache,

            @Key(value = "What the stores gather before they write it to disk, MiB.", or = "64")
            int writeBuffers,

            @Key(value = "Of this, one store at most, MiB.", or = "8")
            int writeBuffer,

            @Key(value = "Blocks in which the stores read from disk, KiB.", or = "4")
            int block) {

        private static final int MOST_MIB = 1 << 20;

        public Stores {
            Check check = new Check();
            check.that("stores.cache", cache >= 1 && cache <= MOST_MIB, "must be 1 to " + MOST_MIB);
            check.that(
                    "stores.write-buffers", writeBuffers >= 1 && writeBuffers <= MOST_MIB, "must be 1 to " + MOST_MIB);
            check.that(
                    "stores.write-buffer",
                    writeBuffer >= 1 && writeBuffer <= writeBuffers,
                    "must be at least 1 and at most stores.write-buffers");
            check.that("stores.block", block >= 1 && block <= 1024, "must be 1 to 1024");
            check.done();
        }
    }

    /** Section {@code http}. */
    public record Http(
            @Key(
                    value =
                            "Address to listen on. One that others can reach takes access.tokens, or access.anonymous: true.",
                    or = "127.0.0.1")
            String host,

            @Key(value = "Port to listen on; 0 takes a free one.", or = "8080")
            int port,

            @Key(
                    value =
                            "PKCS12 file with certificate and private key: HTTPS instead of HTTP. A renewed file is taken up within a minute.")
            String tlsKeystore,

            @Key(value = "File that holds the password of the PKCS12 file.")
            String tlsPasswordFile,

            @Key(value = "Connections at once; further ones wait.", or = "1000")
            int maxConnections,

            @Key(value = "Largest body of a request, bytes; a larger one is refused (413).", or = "1048576")
            int maxBody,

            @Key(
                    value =
                            "Requests a second of one token, or of one address without a token; beyond it the answer is 429. Four seconds' worth may come at once.",
                    or = "50")
            int requestsPerSecond,

            @Key(value = "The same for requests that bring events.", or = "1000")
            int postsPerSecond,

            @Key(value = "Events over HTTP that may wait for Kafka at once; beyond it the answer is 503.", or = "50000")
            int maxPendingEvents) {

        public Http {
            Check check = new Check();
            check.that("http.port", port >= 0 && port <= 65535, "must be 0 to 65535");
            check.that("http.max-connections", maxConnections >= 1, "must be at least 1");
            check.that("http.max-body", maxBody >= 1024 && maxBody <= LARGEST_BODY, "must be 1024 to " + LARGEST_BODY);
            check.that("http.requests-per-second", requestsPerSecond >= 1, "must be at least 1");
            check.that("http.posts-per-second", postsPerSecond >= 1, "must be at least 1");
            check.that("http.max-pending-events", maxPendingEvents >= 1, "must be at least 1");
            check.that(
                    "http.tls-password-file",
                    tlsKeystore.isEmpty() == tlsPasswordFile.isEmpty(),
                    "goes with http.tls-keystore, and that with it");
            check.done();
        }

        /** Of each request that is under way there may be as much in memory. */
        private static final int LARGEST_BODY = 64 << 20;
    }

    /** Section {@code access}. */
    public record Access(
            @Key(
                    value =
                            "File of the tokens that HTTP asks for, made by 'wattledger token create'. Without one, only this machine may ask.")
            String tokens,

            @Key(
                    value =
                            "Lets everybody who reaches http.host read everything and write events, without a token; for a network where that is meant.",
                    or = "false")
            boolean anonymous,

            @Key(
                    value =
                            "File of the access log: a JSON line for each request, a new file each day. Without one, what is refused goes to the application's log.")
            String log,

            @Key(value = "Days for which access logs are kept.", or = "90")
            int logDays) {

        public Access {
            Check check = new Check();
            check.that(
                    "access.anonymous",
                    tokens.isEmpty() || !anonymous,
                    "makes access.tokens mean nothing; leave one of them out");
            check.that("access.log-days", logDays >= 1, "must be at least 1");
            check.done();
        }
    }

    /** Section {@code metrics}. */
    public record Metrics(
            @Key(
                    value =
                            "Dimensions that are labels of the metrics, with commas between them: team, project, model, gpu, region. Each more multiplies the series.",
                    or = "team,model,gpu,region")
            List<String> labels,

            @Key(
                    value =
                            "Values that a label may have; those beyond are added up under other, those with most requests first have their own.",
                    or = "500")
            int maxValues,

            @Key(
                    value =
                            "Dimensions that are labels of the windows of a minute, an hour and a day; each series has six of them.",
                    or = "team")
            List<String> windowLabels,

            @Key(
                    value =
                            "Totals of windows that the instance holds in memory for metrics and page, about 300 bytes each; where there are more, older windows are not shown. 0 follows no windows.",
                    or = "200000")
            int maxWindowRows) {

        private static final Set<String> DIMENSIONS = Set.of("team", "project", "model", "gpu", "region");

        public Metrics {
            Check check = new Check();
            check.that(
                    "metrics.labels",
                    DIMENSIONS.containsAll(labels),
                    "may have team, project, model, gpu and region only, with commas between them");
            check.that("metrics.max-values", maxValues >= 1, "must be at least 1");
            check.that(
                    "metrics.window-labels",
                    DIMENSIONS.containsAll(windowLabels),
                    "may have team, project, model, gpu and region only, with commas between them");
            check.that("metrics.max-window-rows", maxWindowRows >= 0, "must be at least 0");
            check.done();
        }
    }
}
