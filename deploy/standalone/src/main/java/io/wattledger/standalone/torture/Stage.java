package io.wattledger.standalone.torture;

import io.wattledger.app.Parts;
import io.wattledger.standalone.child.JavaChild;
import io.wattledger.standalone.child.SteadyPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes of a run, all in one folder. Closing it leaves none of them, and nothing mounted. */
final class Stage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stage.class);

    static final String PREFIX = "wattledger.";

    private static final String APPLICATION_ID = "torture";
    private static final int HEAP_MEGABYTES = 640;
    private static final int TEND_MILLIS = 500;

    private final Parts parts = new Parts();
    private final Path folder;
    private final String mainClass;
    private final Broker broker;
    private final Registry registry;
    private final Optional<SmallDisk> disk;
    private final List<Instance> instances = new ArrayList<>();
    private final Instance control;

    /**
     * Mounts what can be mounted; starts nothing yet.
     *
     * @param folder of everything; must exist
     * @param mainClass of the command line
     */
    Stage(Path folder, String mainClass) throws IOException {
        this.folder = folder;
        this.mainClass = mainClass;
        SteadyPorts ports = new SteadyPorts();
        Path second = folder.resolve("instance-" + FaultPlan.SECOND).resolve("state");
        disk = SmallDisk.mount(second);
        disk.ifPresent(parts::add);
        broker = parts.add(new Broker(Files.createDirectories(folder.resolve("broker")), ports.next()));
        registry = parts.add(new Registry(folder.resolve("registry"), ports.next()));
        control = parts.add(new Instance("the control", this::startControl));
        for (int i = 0; i < FaultPlan.INSTANCES; i++) {
            int number = i;
            instances.add(
                    parts.add(new Instance("instance " + number, () -> startInstance(number), ": RUNNING (was ")));
        }
    }

    /** Starts the servers, and looks after all others from now on. */
    void open() throws InterruptedException, TortureException {
        CompletableFuture<Void> starting = CompletableFuture.runAsync(() -> {
            try {
                registry.start();
            } catch (TortureException e) {
                throw new CompletionException(e);
            }
        });
        broker.start();
        try {
            starting.join();
        } catch (CompletionException e) {
            throw new TortureException(String.valueOf(e.getCause()), e);
        }
        ScheduledExecutorService tending = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tend");
            thread.setDaemon(true);
            return thread;
        });
        parts.add(tending::shutdownNow);
        var unused = tending.scheduleWithFixedDelay(this::tend, TEND_MILLIS, TEND_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tend() {
        instances.forEach(Stage::tend);
        tend(control);
    }

    /** What cannot be started now is tried again, and keeps nobody from looking after the others. */
    private static void tend(Instance instance) {
        try {
            instance.tend();
        } catch (RuntimeException e) {
            LOG.warn("{} could not be started again", instance.name(), e);
        }
    }

    private JavaChild startInstance(int number) {
        Path own = folder.resolve("instance-" + number);
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(connection());
        arguments.addAll(List.of("--port", "0"));
        set(arguments, "app.id", APPLICATION_ID);
        set(arguments, "app.state-dir", own.resolve("state").toString());
        set(arguments, "kafka.session.timeout.ms", "6000");
        return JavaChild.start(
                new JavaChild.Program(mainClass, HEAP_MEGABYTES, arguments), own.resolve("instance.log"));
    }

    private static void set(List<String> arguments, String key, String value) {
        arguments.addAll(List.of("--set", key + "=" + value));
    }

    private JavaChild startControl() {
        Path own = folder.resolve("control");
        List<String> arguments = List.of(
                broker.bootstrapServers(),
                registry.url(),
                PREFIX,
                own.resolve("state").toString());
        return JavaChild.start(
                new JavaChild.Program(ControlMain.class.getName(), HEAP_MEGABYTES, arguments),
                own.resolve("control.log"));
    }

    /** Runs the audit on what the instances have booked. */
    AuditRun audit() throws TortureException {
        List<String> arguments = new ArrayList<>(List.of("audit"));
        arguments.addAll(connection());
        arguments.addAll(List.of("--wait", "60s", "--json"));
        return AuditRun.run(mainClass, arguments, folder);
    }

    private List<String> connection() {
        return List.of(
                "--bootstrap",
                broker.bootstrapServers(),
                "--registry",
                registry.url(),
                "--set",
                "topics.prefix=" + PREFIX);
    }

    Broker broker() {
        return broker;
    }

    Registry registry() {
        return registry;
    }

    Optional<SmallDisk> disk() {
        return disk;
    }

    List<Instance> instances() {
        return instances;
    }

    Instance control() {
        return control;
    }

    int kills() {
        return instances.stream().mapToInt(Instance::kills).sum();
    }

    int killsWhileStarting() {
        return instances.stream().mapToInt(Instance::killsWhileStarting).sum();
    }

    int ownExits() {
        return instances.stream().mapToInt(Instance::ownExits).sum();
    }

    @Override
    public void close() {
        parts.close();
    }
}
