package io.wattledger.standalone.torture;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Carries out a plan, one fault after another; one that is late begins at once. */
final class FaultRunner {

    private static final Duration POUR_LIMIT = Duration.ofMinutes(2);
    /** As many as inference-events has unless it is told otherwise. */
    private static final int PARTITIONS = 4;

    private static final Duration WORKING_LIMIT = Duration.ofSeconds(20);
    /** For so long after an outage an instance may still give up because of it. */
    private static final Duration AFTERMATH = Duration.ofSeconds(30);

    private static final Set<FaultKind> OUTAGES = Set.of(
            FaultKind.BROKER_STOP,
            FaultKind.BROKER_KILL,
            FaultKind.REGISTRY_STOP,
            FaultKind.REGISTRY_STOP_AT_START,
            FaultKind.FULL_DISK);
    /** In place of one that met an instance that was still starting. */
    private static final PlannedFault MORE = new PlannedFault(Duration.ZERO, FaultKind.KILL, 0, Duration.ZERO, 1);

    private static final int SECOND_MILLIS = 1_000;
    /** The control is killed with every third instance that is killed alone. */
    private static final int CONTROL_KILLS = 3;

    private final Stage stage;
    private final Feeder feeder;
    private final TableDesk tables;
    private final EventStream past;
    private final int backlogSize;
    private final Consumer<Executed> told;
    private final List<Executed> executed = new ArrayList<>();
    private final List<Outage> outages = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /**
     * @param past where the backlog is drawn from
     * @param told is told each fault when it is over; then every server runs
     */
    FaultRunner(
            Stage stage, Feeder feeder, TableDesk tables, EventStream past, int backlogSize, Consumer<Executed> told) {
        this.stage = stage;
        this.feeder = feeder;
        this.tables = tables;
        this.past = past;
        this.backlogSize = backlogSize;
        this.told = told;
    }

    /**
     * A fault as it was carried out.
     *
     * @param began after the load did
     * @param note what exactly was done, or came of it
     */
    record Executed(PlannedFault fault, Duration began, Duration took, String note) {

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%6.1f s  %-22s %s",
                    began.toMillis() / 1e3,
                    fault.kind(),
                    note.isEmpty() ? fault.kind().text() : note);
        }
    }

    /** Carries out all faults; afterwards every server runs. */
    List<Executed> run(FaultPlan plan, long begunNanos) throws InterruptedException, TortureException {
        for (PlannedFault fault : plan.faults()) {
            long wait = fault.at().toNanos() - (System.nanoTime() - begunNanos);
            Thread.sleep(Math.max(0, wait / 1_000_000));
            long began = System.nanoTime();
            String note = prepared(fault);
            if (OUTAGES.contains(fault.kind())) {
                outages.add(new Outage(began, System.nanoTime() + AFTERMATH.toNanos()));
            }
            Executed done = new Executed(
                    fault, Duration.ofNanos(began - begunNanos), Duration.ofNanos(System.nanoTime() - began), note);
            executed.add(done);
            told.accept(done);
        }
        for (int i = plan.kills(); i > 0 && stage.kills() < plan.kills(); i--) {
            kill(stage.instances().get(0), MORE);
        }
        for (Instance instance : stage.instances()) {
            long alone = instance.ownExitTimes().stream()
                    .filter(at -> outages.stream().noneMatch(outage -> outage.covers(at)))
                    .count();
            if (alone > 0) {
                failures.add("%s ended by itself %d times while nothing was down".formatted(instance.name(), alone));
            }
        }
        return List.copyOf(executed);
    }

    /** What must not happen, and did. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    private record Outage(long began, long ended) {
        boolean covers(long nanos) {
            return nanos >= began && nanos <= ended;
        }
    }

    /** A kill counts when it meets an instance that works. */
    private String prepared(PlannedFault fault) throws InterruptedException, TortureException {
        if (fault.kills() > 0) {
            Instance instance = stage.instances().get(fault.instance());
            instance.start();
            instance.awaitWorking(WORKING_LIMIT);
        }
        return execute(fault);
    }

    private String execute(PlannedFault fault) throws InterruptedException, TortureException {
        Instance instance = stage.instances().get(fault.instance());
        return switch (fault.kind()) {
            case KILL -> kill(instance, fault);
            case KILL_ALL -> killAll(fault);
            case ADD_INSTANCE -> join(instance);
            case REMOVE_INSTANCE -> leave(instance);
            case BROKER_STOP -> {
                boolean clean = stage.broker().stop();
                String note = brokerDown(instance, fault);
                yield clean ? note : "the broker did not stop in time and was killed";
            }
            case BROKER_KILL -> {
                stage.broker().kill();
                yield brokerDown(instance, fault);
            }
            case REGISTRY_STOP -> {
                stage.registry().stop();
                String note = meanwhile(instance, fault);
                stage.registry().start();
                yield note;
            }
            case REGISTRY_STOP_AT_START -> registryDownAtStart(instance, fault);
            case PAUSE -> pause(instance, fault);
            case FULL_DISK -> fillDisk(instance, fault);
            case BACKLOG -> backlog();
            case LATE_COST, PAST_COST, PAST_SITE, CHANGED_ROW, TOMBSTONE, OVERLAP, BAD_ROW ->
                tables.change(fault.kind());
        };
    }

    private String kill(Instance instance, PlannedFault fault) throws InterruptedException {
        instance.start();
        instance.awaitWorking(WORKING_LIMIT);
        if (stage.kills() % CONTROL_KILLS == 0) {
            stage.control().kill();
        }
        strike(instance);
        Thread.sleep(fault.lasts().toMillis());
        instance.start();
        stage.control().start();
        return instance.name();
    }

    /** One that has just ended by itself is started first, so that each planned kill meets a process. */
    private static void strike(Instance instance) {
        instance.start();
        instance.kill();
    }

    private List<Instance> strikeAll() throws InterruptedException {
        List<Instance> wanted =
                stage.instances().stream().filter(Instance::wanted).toList();
        for (Instance instance : wanted) {
            instance.awaitWorking(WORKING_LIMIT);
        }
        wanted.forEach(FaultRunner::strike);
        stage.control().kill();
        return wanted;
    }

    private String killAll(PlannedFault fault) throws InterruptedException {
        List<Instance> wanted = strikeAll();
        Thread.sleep(fault.lasts().toMillis());
        wanted.forEach(Instance::start);
        stage.control().start();
        return wanted.size() + " instances";
    }

    private static String join(Instance instance) {
        instance.start();
        return instance.name();
    }

    private String leave(Instance instance) {
        if (instance.stop()) {
            return instance.name();
        }
        failures.add(instance.name() + " did not stop in time and was killed, while nothing was down");
        return instance.name() + ", which did not stop in time and was killed";
    }

    private String brokerDown(Instance instance, PlannedFault fault) throws InterruptedException, TortureException {
        String note = meanwhile(instance, fault);
        stage.broker().start();
        return note;
    }

    /** Lets time pass; in the middle of it an instance may be killed and started. */
    private static String meanwhile(Instance instance, PlannedFault fault) throws InterruptedException {
        long half = fault.lasts().toMillis() / 2;
        Thread.sleep(half);
        if (fault.kills() == 0) {
            Thread.sleep(half);
            return "";
        }
        strike(instance);
        Thread.sleep(half);
        instance.start();
        return fault.kind().text() + ", " + instance.name() + " killed meanwhile";
    }

    private String registryDownAtStart(Instance instance, PlannedFault fault)
            throws InterruptedException, TortureException {
        stage.registry().stop();
        strike(instance);
        instance.start();
        Thread.sleep(fault.lasts().toMillis());
        stage.registry().start();
        return instance.name() + " started without a registry";
    }

    private static String pause(Instance instance, PlannedFault fault) throws InterruptedException {
        instance.start();
        Held held = instance.pause();
        try {
            Thread.sleep(fault.lasts().toMillis());
        } finally {
            held.close();
        }
        return "%s for %.1f s".formatted(instance.name(), fault.lasts().toMillis() / 1e3);
    }

    /** Stores write seldom, so that it is started on the full disk too. */
    private String fillDisk(Instance instance, PlannedFault fault) throws InterruptedException {
        SmallDisk disk = stage.disk().orElseThrow();
        int exits = instance.ownExits();
        Duration half = fault.lasts().dividedBy(2);
        try {
            keepFull(disk, half);
            strike(instance);
            instance.start();
            keepFull(disk, half);
        } finally {
            disk.free();
        }
        int ended = instance.ownExits() - exits;
        instance.start();
        instance.awaitWorking(WORKING_LIMIT);
        strike(instance);
        instance.start();
        return "%s gave up %d times, and was started again when there was room".formatted(instance.name(), ended);
    }

    private static void keepFull(SmallDisk disk, Duration time) throws InterruptedException {
        for (long left = time.toMillis(); left > 0; left -= SECOND_MILLIS) {
            disk.fill();
            Thread.sleep(Math.min(left, SECOND_MILLIS));
        }
    }

    private String backlog() throws InterruptedException, TortureException {
        List<Instance> wanted = strikeAll();
        List<Sending> day = past.backlog(Instant.now(), backlogSize, PARTITIONS);
        feeder.pour(day, POUR_LIMIT);
        wanted.forEach(Instance::start);
        stage.control().start();
        return day.size() + " records while no instance ran";
    }
}
