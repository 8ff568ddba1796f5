package io.wattledger.app;

import io.wattledger.access.Access;
import io.wattledger.books.Books;
import io.wattledger.books.CommittedBooks;
import io.wattledger.books.HistoryLimits;
import io.wattledger.config.Config;
import io.wattledger.http.HttpServer;
import io.wattledger.ingest.EventIntake;
import io.wattledger.ledger.Window;
import io.wattledger.metrics.Budget;
import io.wattledger.metrics.Metrics;
import io.wattledger.metrics.SeriesLabels;
import io.wattledger.rights.Part;
import io.wattledger.rights.Refusals;
import io.wattledger.rights.Rights;
import io.wattledger.rights.RightsException;
import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.topology.BooksTopology;
import io.wattledger.topology.StoreMemory;
import io.wattledger.topology.StreamsClients;
import io.wattledger.topology.TablesStatus;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running instance: the topology, the committed books, metrics and HTTP. */
public final class App implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    private final Config config;
    private final Parts parts = new Parts();
    private final TablesStatus tables = new TablesStatus();
    private final CompletableFuture<Optional<String>> stopped = new CompletableFuture<>();
    private final Topics topics;
    private final KafkaStreams streams;
    private final CommittedBooks books;
    private final HttpServer http;

    /**
     * Prepares and starts an instance.
     *
     * @throws StartException if it cannot start; nothing is left behind
     */
    public static App start(Config config) throws StartException, InterruptedException {
        return start(config, properties -> {});
    }

    /**
     * Prepares and starts an instance with other settings of Kafka Streams than books are kept with: for measurements.
     *
     * @param adjust is handed the settings before Kafka Streams is
     * @throws StartException if it cannot start; nothing is left behind
     */
    public static App start(Config config, Consumer<Properties> adjust) throws StartException, InterruptedException {
        App app = prepare(config, adjust);
        boolean begun = false;
        try {
            app.begin();
            begun = true;
            return app;
        } finally {
            if (!begun) {
                app.close();
            }
        }
    }

    /**
     * Prepares an instance that does not book yet: waits for registry and Kafka, creates and checks the topics, registers the
     * schemas, and listens on HTTP.
     *
     * @throws StartException if it cannot start; nothing is left behind
     */
    public static App prepare(Config config) throws StartException, InterruptedException {
        return prepare(config, properties -> {});
    }

    private static App prepare(Config config, Consumer<Properties> adjust) throws StartException, InterruptedException {
        try {
            return new App(config, adjust);
        } catch (DecodeException e) {
            throw new StartException("schema registry: " + e.getMessage(), e);
        } catch (IOException | RightsException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (KafkaException e) {
            throw new StartException("Kafka: " + refusals(config).message(e), e);
        } catch (IllegalArgumentException e) {
            throw new StartException("a setting is refused: " + e.getMessage(), e);
        }
    }

    private App(Config config, Consumer<Properties> adjust)
            throws StartException, InterruptedException, IOException, RightsException {
        this.config = config;
        boolean prepared = false;
        try {
            Access access = HttpSettings.access(config);
            SchemaRegistry registry = parts.add(SchemaRegistries.connect(config.registry()));
            boolean register = !"false".equals(config.registry().get("auto.register.schemas"));
            topics = new Topics(config.topics().prefix(), registry, register);
            SchemaRegistries.awaitReachable(registry, config.app().startLimit());
            try (Admin admin = Admin.create(kafka())) {
                awaitKafka(admin);
                new TopicPlan(topics, config).apply(admin);
                // Kafka Streams names its transactions after a process and a thread.
                rights(config)
                        .requireTransactions(
                                admin, config.app().id(), config.app().id() + "-0");
            }
            if (register) {
                topics.registerAll();
            }
            StateFolder folder = new StateFolder(config.app());
            folder.clearTables();
            StoreMemory memory = parts.add(StreamsSettings.storeMemory(config.stores()));
            Properties properties = StreamsSettings.properties(config, memory);
            adjust.accept(properties);
            if (StreamsConfig.EXACTLY_ONCE_V2.equals(properties.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))) {
                folder.open();
            }
            streams = new KafkaStreams(
                    BooksTopology.build(
                            topics, StreamsSettings.booking(config), StreamsSettings.totalling(config), tables),
                    properties,
                    new StreamsClients());
            parts.add(() -> closeStreams(folder));
            streams.setUncaughtExceptionHandler(new FailurePolicy(
                    config.app().maxThreadReplacements(),
                    System::nanoTime,
                    refusals(config)::of,
                    reason -> stopped.complete(Optional.of(reason))));
            streams.setStateListener(this::onState);
            books = parts.add(
                    new CommittedBooks(kafka(), topics, config.metrics().maxWindowRows(), history(), this::owned));
            Metrics metrics = parts.add(new Metrics(
                    streams,
                    books,
                    tables,
                    labels(config.metrics().labels()),
                    labels(config.metrics().windowLabels()),
                    budgets(),
                    version()));
            EventIntake intake = parts.add(new EventIntake(
                    config.kafka(),
                    refusals(config),
                    topics,
                    StreamsSettings.booking(config).rules(),
                    config.http().maxPendingEvents()));
            http = parts.add(HttpServer.start(
                    HttpSettings.of(config),
                    new HttpServer.Parts(
                            metrics,
                            new HttpServer.Health(this::notAlive, this::notReady),
                            books,
                            budgets(),
                            intake::take,
                            access,
                            version())));
            prepared = true;
        } finally {
            if (!prepared) {
                close();
            }
        }
        LOG.info(
                "{}://{}:{} serves the page, /api/v1, /metrics and /health, {}",
                httpScheme(),
                config.http().host(),
                http.port(),
                config.access().tokens().isEmpty() ? "to whoever reaches it" : "to those with a token");
    }

    private HistoryLimits history() {
        Config.Totals totals = config.totals();
        return HistoryLimits.of(Map.of(
                Window.MINUTE, totals.minuteRetention(),
                Window.HOUR, totals.hourRetention(),
                Window.DAY, totals.dayRetention()));
    }

    private SeriesLabels labels(List<String> names) {
        return new SeriesLabels(names, config.metrics().maxValues());
    }

    private Map<String, Budget> budgets() {
        Map<String, Budget> budgets = new TreeMap<>();
        config.monthlyBudgets()
                .forEach((team, amounts) -> budgets.put(
                        team,
                        new Budget(amount(amounts, "joules"), amount(amounts, "litres"), amount(amounts, "grams"))));
        return budgets;
    }

    private static OptionalDouble amount(Map<String, Double> amounts, String unit) {
        Double amount = amounts.get(unit);
        return amount == null ? OptionalDouble.empty() : OptionalDouble.of(amount);
    }

    private Map<String, Object> kafka() {
        return new HashMap<>(config.kafka());
    }

    /**
     * Begins to book.
     *
     * @throws StartException if the tables cannot be read
     */
    public void begin() throws StartException {
        try {
            streams.start();
        } catch (KafkaException e) {
            throw new StartException(
                    "costs and site factors cannot be read: " + refusals(config).message(e), e);
        }
        books.start();
    }

    /** A member with a name of its own comes back to its work; a nameless one leaves it to the others at once. */
    private CloseOptions.GroupMembershipOperation groupMembership() {
        return config.kafka().containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)
                ? CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP
                : CloseOptions.GroupMembershipOperation.LEAVE_GROUP;
    }

    private void awaitKafka(Admin admin) throws StartException, InterruptedException {
        long deadline = System.nanoTime() + config.app().startLimit().toNanos();
        while (true) {
            try {
                admin.describeCluster().nodes().get();
                return;
            } catch (ExecutionException e) {
                boolean retriable = e.getCause() instanceof org.apache.kafka.common.errors.RetriableException;
                if (!retriable || System.nanoTime() > deadline) {
                    throw new StartException(
                            "Kafka at " + config.kafka().get("bootstrap.servers") + " cannot be used: "
                                    + refusals(config).message(e),
                            e);
                }
                LOG.warn("waiting for Kafka at {}: {}", config.kafka().get("bootstrap.servers"), e.getMessage());
            }
        }
    }

    private void closeStreams(StateFolder folder) throws IOException {
        if (streams.close(
                CloseOptions.timeout(config.app().stopLimit()).withGroupMembershipOperation(groupMembership()))) {
            folder.closed();
        }
    }

    private void onState(KafkaStreams.State now, KafkaStreams.State before) {
        LOG.info("{} (was {})", now, before);
        if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
            stopped.complete(
                    now == KafkaStreams.State.ERROR
                            ? Optional.of("Kafka Streams stopped by itself")
                            : Optional.empty());
        }
    }

    private CommittedBooks.Owned owned() {
        Set<TopicPartition> read = new HashSet<>();
        Map<TopicPartition, Long> committed = new HashMap<>();
        if (streams.state().isRunningOrRebalancing()) {
            streams.metadataForLocalThreads().stream()
                    .flatMap(thread -> thread.activeTasks().stream())
                    .forEach(task -> {
                        read.addAll(task.topicPartitions());
                        committed.putAll(task.committedOffsets());
                    });
        }
        // A task that has committed nothing since it began says -1.
        committed.values().removeIf(offset -> offset < 0);
        return new CommittedBooks.Owned(
                partitions(topics.events().name(), read),
                partitions(topics.journal().name(), read),
                committed);
    }

    private static Set<Integer> partitions(String topic, Set<TopicPartition> of) {
        return of.stream()
                .filter(partition -> partition.topic().equals(topic))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    private Optional<String> notAlive() {
        KafkaStreams.State state = streams.state();
        boolean dead = state == KafkaStreams.State.ERROR
                || state == KafkaStreams.State.PENDING_ERROR
                || state == KafkaStreams.State.NOT_RUNNING;
        return dead ? Optional.of("Kafka Streams is " + state) : Optional.empty();
    }

    private Optional<String> notReady() {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING ? Optional.empty() : Optional.of("Kafka Streams is " + state);
    }

    /** The topics that it works on. */
    public Topics topics() {
        return topics;
    }

    /** The committed books, of all instances. */
    public Books books() {
        return books.all();
    }

    /** Whether it books at the moment. */
    public boolean ready() {
        return notReady().isEmpty();
    }

    /** {@code http}, or {@code https} where it has a certificate. */
    public String httpScheme() {
        return config.http().tlsKeystore().isEmpty() ? "http" : "https";
    }

    /** The port that HTTP listens on. */
    public int httpPort() {
        return http.port();
    }

    /** Completes when the instance stops: with the reason if it failed, empty if it was asked to. */
    public CompletableFuture<Optional<String>> stopped() {
        return stopped.copy();
    }

    /** Stops cleanly, with a commit. */
    @Override
    public void close() {
        parts.close();
        stopped.complete(Optional.empty());
    }

    private static Refusals refusals(Config config) {
        return Refusals.of(config, Part.APPLICATION);
    }

    private static Rights rights(Config config) {
        return new Rights(config.kafka(), refusals(config), config.app().startLimit());
    }

    /** The version of this build. */
    public static String version() {
        return Optional.ofNullable(App.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
