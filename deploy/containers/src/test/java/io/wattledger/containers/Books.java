package io.wattledger.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** Kafka, a registry, instances and commands of Wattledger as containers of one network. */
final class Books implements AutoCloseable {

    static final int HTTP = 8080;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(5);
    private static final int STOP_SECONDS = 30;
    private static final String IN = "/in/requests.csv";
    private static final long GIGABYTE = 1L << 30;

    private final DockerClient docker = DockerClientFactory.instance().client();
    private final Network network = Network.newNetwork();
    private final KafkaContainer kafka = new KafkaContainer(Images.kafka())
            .withNetwork(network)
            .withListener("kafka:19092")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_LOG_MESSAGE_TIMESTAMP_BEFORE_MAX_MS", Long.toString(Long.MAX_VALUE));
    private final GenericContainer<?> registry = new GenericContainer<>(Images.registry())
            .withNetwork(network)
            .withNetworkAliases("registry")
            .withExposedPorts(HTTP)
            .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").withStartupTimeout(START_LIMIT));
    private final List<GenericContainer<?>> others = new ArrayList<>();
    private final List<String> volumes = new ArrayList<>();

    private final Path folder;

    /** Starts Kafka and the registry; files for containers go into the folder. */
    Books(Path folder) {
        this.folder = folder;
        kafka.start();
        registry.start();
    }

    KafkaContainer kafka() {
        return kafka;
    }

    Network network() {
        return network;
    }

    /** An instance that is ready, with a volume of its name for its state, which a later one of the same name takes over. */
    GenericContainer<?> instance(DockerImageName image, String name) {
        String volume = network.getId().substring(0, 12) + "-" + name;
        if (!volumes.contains(volume)) {
            volumes.add(volume);
        }
        GenericContainer<?> instance = wattledger(image, "run")
                .withNetworkAliases(name)
                .withEnv("WATTLEDGER_HTTP_HOST", "0.0.0.0")
                .withEnv("WATTLEDGER_ACCESS_ANONYMOUS", "true")
                .withEnv("WATTLEDGER_KAFKA_GROUP_INSTANCE_ID", name)
                .withEnv("WATTLEDGER_JAVA_OPTS", "-XX:MaxRAMPercentage=60 " + Images.BRIEF)
                .withExposedPorts(HTTP)
                .withCreateContainerCmdModifier(command -> Objects.requireNonNull(command.getHostConfig())
                        .withMemory(GIGABYTE)
                        .withBinds(new Bind(volume, new Volume("/var/lib/wattledger"))))
                .waitingFor(Wait.forHealthcheck().withStartupTimeout(START_LIMIT));
        instance.start();
        return instance;
    }

    /** Runs a command to its end. */
    Outcome command(String... command) {
        return run(wattledger(Images.wattledger(), command));
    }

    /** Sends requests, as fast as Kafka takes them. */
    Outcome replay(String csv, String... options) {
        return run(replaying(csv, Stream.concat(Stream.of("--speed", "max"), Stream.of(options))));
    }

    /** Begins to send requests, so many a second. */
    GenericContainer<?> replaying(String csv, int rate) {
        GenericContainer<?> container = replaying(csv, Stream.of("--rate", Integer.toString(rate)));
        container.start();
        return container;
    }

    Outcome outcome(GenericContainer<?> ended) {
        return new Outcome(Math.toIntExact(Objects.requireNonNull(state(ended).getExitCodeLong())), ended.getLogs());
    }

    /** Asks an instance to stop, as docker stop, Compose and Kubernetes do, and returns its exit code. */
    int stop(GenericContainer<?> instance) {
        docker.stopContainerCmd(instance.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
        return Math.toIntExact(Objects.requireNonNull(state(instance).getExitCodeLong()));
    }

    void kill(GenericContainer<?> instance) {
        docker.killContainerCmd(instance.getContainerId()).exec();
    }

    void restart(GenericContainer<?> instance) {
        docker.startContainerCmd(instance.getContainerId()).exec();
    }

    /** Takes an instance off the network for a while. */
    void cutOff(GenericContainer<?> instance, String name, Duration duration) throws InterruptedException {
        docker.disconnectFromNetworkCmd()
                .withContainerId(instance.getContainerId())
                .withNetworkId(network.getId())
                .exec();
        Thread.sleep(duration.toMillis());
        docker.connectToNetworkCmd()
                .withContainerId(instance.getContainerId())
                .withNetworkId(network.getId())
                .withContainerNetwork(new ContainerNetwork().withAliases(name))
                .exec();
    }

    /** Lets the broker stand still for a while, with its connections open. */
    void pauseKafka(Duration duration) throws InterruptedException {
        docker.pauseContainerCmd(kafka.getContainerId()).exec();
        Thread.sleep(duration.toMillis());
        docker.unpauseContainerCmd(kafka.getContainerId()).exec();
    }

    InspectContainerResponse.ContainerState state(GenericContainer<?> container) {
        return docker.inspectContainerCmd(container.getContainerId()).exec().getState();
    }

    boolean isHealthy(GenericContainer<?> instance) {
        InspectContainerResponse.ContainerState state = state(instance);
        return state.getHealth() != null && "healthy".equals(state.getHealth().getStatus());
    }

    /** The audit's answer, once everything that was sent is read. */
    JsonNode audit() throws IOException {
        Outcome audit = command("audit", "--json", "--wait", "2m");
        if (audit.exitCode() != 0) {
            throw new AssertionError("audit ended with %d:%n%s".formatted(audit.exitCode(), audit.output()));
        }
        String output = audit.output();
        return JSON.readTree(output.substring(output.indexOf('{')));
    }

    /** Requests of several teams, one a millisecond; each has an id of its own. */
    static String requests(String source, int count) {
        StringBuilder csv =
                new StringBuilder("occurredAt,source,eventId,modelId,gpu,team,region,inputTokens,outputTokens\n");
        Instant begin = Instant.now().minusMillis(count);
        for (int i = 0; i < count; i++) {
            csv.append(begin.plusMillis(i))
                    .append(',')
                    .append(source)
                    .append(",r-")
                    .append(i)
                    .append(i % 3 == 0 ? ",llama-3.1-70b-instruct" : ",llama-3.1-8b-instruct")
                    .append(",h100-sxm5-80gb,team-")
                    .append(i % 7)
                    .append(i % 2 == 0 ? ",eu-west-1," : ",us-east-1,")
                    .append(100 + i % 900)
                    .append(',')
                    .append(10 + i % 300)
                    .append('\n');
        }
        return csv.toString();
    }

    @Override
    public void close() {
        others.forEach(GenericContainer::stop);
        registry.stop();
        kafka.stop();
        network.close();
        volumes.forEach(volume -> docker.removeVolumeCmd(volume).exec());
    }

    private GenericContainer<?> replaying(String csv, Stream<String> options) {
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "requests", ".csv"), csv);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            String[] command = Stream.concat(Stream.of("replay", IN), options).toArray(String[]::new);
            return wattledger(Images.wattledger(), command)
                    .withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                            .withBinds(new Bind(file.toString(), new Volume(IN), AccessMode.ro)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome run(GenericContainer<?> container) {
        container
                .withStartupCheckStrategy(new AnyEnd().withTimeout(COMMAND_LIMIT))
                .start();
        return outcome(container);
    }

    /** As the Compose file and the Helm chart run it: not root, nothing writable but its volume and /tmp. */
    private GenericContainer<?> wattledger(DockerImageName image, String... command) {
        GenericContainer<?> container = new GenericContainer<>(image)
                .withNetwork(network)
                .withCommand(command)
                .withEnv("WATTLEDGER_KAFKA_BOOTSTRAP_SERVERS", "kafka:19092")
                .withEnv("WATTLEDGER_REGISTRY_SCHEMA_REGISTRY_URL", "http://registry:8080/apis/ccompat/v7")
                .withEnv("WATTLEDGER_JAVA_OPTS", Images.BRIEF)
                .withCreateContainerCmdModifier(create -> {
                    HostConfig host = Objects.requireNonNull(create.getHostConfig());
                    host.withReadonlyRootfs(true)
                            .withTmpFs(Map.of("/tmp", ""))
                            .withCapDrop(Capability.ALL)
                            .withSecurityOpts(List.of("no-new-privileges:true"));
                });
        others.add(container);
        return container;
    }

    record Outcome(int exitCode, String output) {}

    /** Waits for the end, whatever the exit code. */
    private static final class AnyEnd extends OneShotStartupCheckStrategy {
        @Override
        public StartupStatus checkStartupState(DockerClient client, String containerId) {
            InspectContainerResponse.ContainerState state =
                    client.inspectContainerCmd(containerId).exec().getState();
            return "exited".equals(state.getStatus()) ? StartupStatus.SUCCESSFUL : StartupStatus.NOT_YET_KNOWN;
        }
    }
}
