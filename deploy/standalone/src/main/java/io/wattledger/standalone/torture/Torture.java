package io.wattledger.standalone.torture;

import io.wattledger.app.Parts;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.standalone.torture.FaultRunner.Executed;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** One run: sets the stage, lets load and faults loose, waits until the books have caught up, and has them audited. */
public final class Torture implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(90);
    private static final Duration CONTROL_LIMIT = Duration.ofSeconds(60);
    private static final int TICK_MILLIS = 250;

    private final TortureSettings settings;
    private final Consumer<String> say;
    private final Parts parts = new Parts();

    /** @param say takes a line for each thing that is done */
    public Torture(TortureSettings settings, Consumer<String> say) {
        this.settings = settings;
        this.say = say;
    }

    /**
     * Runs it.
     *
     * @throws TortureException if a part could not be started, or started again
     */
    public TortureResult run() throws TortureException, InterruptedException {
        try {
            return onStage(parts.add(new Stage(settings.folder(), settings.mainClass())));
        } catch (IOException e) {
            throw new TortureException("folder " + settings.folder() + " cannot be used: " + e, e);
        }
    }

    private TortureResult onStage(Stage stage) throws TortureException, InterruptedException {
        Set<FaultKind> possible = EnumSet.allOf(FaultKind.class);
        if (stage.disk().isEmpty()) {
            possible.remove(FaultKind.FULL_DISK);
            say.accept("no small disk can be mounted here (that takes root on Linux): FULL_DISK is left out");
        }
        FaultPlan plan = FaultPlan.of(settings.seed(), settings.length(), possible);
        stage.open();
        String bootstrapServers = stage.broker().bootstrapServers();
        SchemaRegistry registry = parts.add(SchemaRegistries.connect(
                Map.of("schema.registry.url", stage.registry().url())));
        Topics topics = new Topics(Stage.PREFIX, registry, true);
        stage.instances().get(0).start();
        awaitTopics(bootstrapServers, topics);
        awaitSchemas(registry, topics);
        TableDesk tables = parts.add(new TableDesk(bootstrapServers, topics, settings.seed()));
        tables.open();
        Control control = parts.add(new Control(bootstrapServers, Stage.PREFIX));
        control.createTopics();
        stage.control().start();

        Ledger ledger = new Ledger();
        Feeder feeder = parts.add(new Feeder(
                bootstrapServers,
                topics.events().name(),
                stream(topics, settings.seed()),
                new Rhythm(settings.seed(), TortureSettings.RATE),
                ledger,
                plan.outage()));
        long begun = System.nanoTime();
        feeder.start();
        say.accept("%d faults in %d s, %d kills among them"
                .formatted(plan.faults().size(), settings.length().toSeconds(), plan.kills()));
        var past = stream(topics, ~settings.seed());
        List<Executed> executed =
                new FaultRunner(stage, feeder, tables, past, settings.backlogSize(), say).run(plan, begun);
        Thread.sleep(Math.max(0, settings.length().toMillis() - (System.nanoTime() - begun) / 1_000_000));
        feeder.finish(DRAIN_LIMIT);
        say.accept("all is sent; waiting until it is booked");
        return judge(stage, topics, plan, possible, executed, ledger, control);
    }

    private TortureResult judge(
            Stage stage,
            Topics topics,
            FaultPlan plan,
            Set<FaultKind> possible,
            List<Executed> executed,
            Ledger ledger,
            Control control)
            throws TortureException, InterruptedException {
        try (StandingReader reader = new StandingReader(stage.broker().bootstrapServers(), topics)) {
            long begun = System.nanoTime();
            Standing standing = reader.now();
            while (standing.missing().isPresent()
                    && System.nanoTime() - begun < TortureSettings.CATCH_UP_LIMIT.toNanos()) {
                Thread.sleep(TICK_MILLIS);
                standing = reader.now();
            }
            Duration catchUp = Duration.ofNanos(System.nanoTime() - begun);
            say.accept("%s after %.1f s".formatted(standing.missing().orElse("caught up"), catchUp.toMillis() / 1e3));
            Control.Totals controlled = control.await(topics.events().name(), standing.ends(), CONTROL_LIMIT);
            AuditRun audit = stage.audit();
            return new TortureResult(
                    settings,
                    plan,
                    EnumSet.complementOf(EnumSet.copyOf(possible)),
                    executed,
                    stage.kills(),
                    stage.ownExits(),
                    ledger.sums(),
                    catchUp,
                    standing.missing(),
                    standing,
                    audit,
                    controlled);
        }
    }

    private static EventStream stream(Topics topics, long seed) {
        var events = topics.events();
        return new EventStream(seed, event -> events.value().serializer().serialize(events.name(), event));
    }

    /** The first instance creates them. */
    private static void awaitTopics(String bootstrapServers, Topics topics)
            throws TortureException, InterruptedException {
        List<String> wanted = List.of(
                topics.events().name(),
                topics.costs().name(),
                topics.sites().name(),
                topics.intake().name(),
                topics.running().name());
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            while (!admin.listTopics().names().get().containsAll(wanted)) {
                if (System.nanoTime() > deadline) {
                    throw new TortureException(
                            "the first instance created no topics within " + START_LIMIT.toSeconds() + " s");
                }
                Thread.sleep(TICK_MILLIS);
            }
        } catch (ExecutionException e) {
            throw new TortureException("the topics cannot be listed: " + e.getCause(), e);
        }
    }

    /** It registers the schemas too; the last one tells that it is through, and that nobody else registers the same beside it. */
    private static void awaitSchemas(SchemaRegistry registry, Topics topics)
            throws TortureException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (registry.versions(topics.rejected().name() + "-value").isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new TortureException(
                        "the first instance registered no schemas within " + START_LIMIT.toSeconds() + " s");
            }
            Thread.sleep(TICK_MILLIS);
        }
    }

    /** Ends every process that it has started, and leaves nothing mounted. Safe to call from any thread, and again. */
    @Override
    public void close() {
        parts.close();
    }
}
