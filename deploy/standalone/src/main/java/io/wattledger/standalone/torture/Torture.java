package io.wattledger.standalone.torture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.app.Parts;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.schemas.Topics;
import io.wattledger.standalone.torture.FaultRunner.Executed;
import io.wattledger.standalone.torture.Ledger.Sums;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One run: sets the stage, lets load and faults loose, waits until the books have caught up, and has them audited. */
public final class Torture implements AutoCloseable {

    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(90);
    private static final Duration CONTROL_LIMIT = Duration.ofMinutes(3);
    private static final int TICK_MILLIS = 250;

    private final TortureSettings settings;
    private final Consumer<String> say;
    private final Parts parts = new Parts();
    private final List<Executed> carriedOut = new CopyOnWriteArrayList<>();

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
        Set<FaultKind> impossible = EnumSet.noneOf(FaultKind.class);
        if (stage.disk().isEmpty()) {
            impossible.add(FaultKind.FULL_DISK);
            say.accept("no small disk can be mounted here (that takes root on Linux): FULL_DISK is left out");
        }
        FaultPlan plan = FaultPlan.of(settings.seed(), settings.length(), impossible);
        stage.open();
        String bootstrapServers = stage.broker().bootstrapServers();
        SchemaRegistry registry = parts.add(SchemaRegistries.connect(
                Map.of("schema.registry.url", stage.registry().url())));
        Topics topics = new Topics(Stage.PREFIX, registry, true);
        stage.instances().get(0).start();
        FirstInstance.awaitTopics(bootstrapServers, topics);
        FirstInstance.awaitSchemas(registry, topics);
        Control control = parts.add(
                new Control(bootstrapServers, Stage.PREFIX, topics.events().name()));
        control.createTopics();
        TableDesk tables = parts.add(
                new TableDesk(bootstrapServers, topics, Stage.PREFIX + TextbookTopology.COSTS, settings.seed()));
        tables.open();
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
        StandingReader reader = parts.add(new StandingReader(bootstrapServers, topics));
        var past = stream(topics, ~settings.seed());
        var runner = new FaultRunner(stage, feeder, tables, past, settings.backlogSize(), done -> {
            carriedOut.add(done);
            say.accept(done.line());
            reader.follow();
        });
        List<Executed> executed = runner.run(plan, begun);
        Thread.sleep(Math.max(0, settings.length().toMillis() - (System.nanoTime() - begun) / 1_000_000));
        feeder.finish(DRAIN_LIMIT);
        say.accept("all is sent; waiting until it is booked");
        return judge(
                stage,
                reader,
                control,
                ledger.sums(),
                new Carried(plan, impossible, executed, runner.failures(), feeder.drawn()));
    }

    private record Carried(
            FaultPlan plan,
            Set<FaultKind> impossible,
            List<Executed> executed,
            List<String> misbehaved,
            Feeder.Drawn drawn) {}

    private TortureResult judge(Stage stage, StandingReader reader, Control control, Sums sums, Carried carried)
            throws TortureException, InterruptedException {
        long begun = System.nanoTime();
        Standing standing = reader.now();
        while (standing.missing().isPresent() && System.nanoTime() - begun < TortureSettings.CATCH_UP_LIMIT.toNanos()) {
            Thread.sleep(TICK_MILLIS);
            standing = reader.now();
        }
        Duration catchUp = Duration.ofNanos(System.nanoTime() - begun);
        say.accept("%s after %.1f s".formatted(standing.missing().orElse("caught up"), catchUp.toMillis() / 1e3));
        Control.Totals controlled = control.await(standing.ends(), CONTROL_LIMIT);
        return new TortureResult(
                settings,
                carried.plan(),
                carried.impossible(),
                carried.executed(),
                stage.kills(),
                stage.ownExits(),
                carried.misbehaved(),
                sums,
                carried.drawn(),
                catchUp,
                standing.missing(),
                standing,
                stage.audit(),
                controlled);
    }

    private static EventStream stream(Topics topics, long seed) {
        var events = topics.events();
        return new EventStream(seed, event -> events.value().serializer().serialize(events.name(), event));
    }

    /** The report of a run that broke off. */
    public ObjectNode broken(String failure) {
        return TortureReport.broken(settings, failure, List.copyOf(carriedOut));
    }

    /** Ends every process that it has started, and leaves nothing mounted. Safe to call from any thread, and again. */
    @Override
    public void close() {
        parts.close();
    }
}
