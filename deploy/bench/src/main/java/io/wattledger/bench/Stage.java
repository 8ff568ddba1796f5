package io.wattledger.bench;

import io.wattledger.app.Parts;
import io.wattledger.bench.measure.BrokerMeter;
import io.wattledger.schemas.SchemaRegistries;
import io.wattledger.schemas.SchemaRegistry;
import io.wattledger.servers.RegistryServer;
import io.wattledger.standalone.child.BrokerMain;
import io.wattledger.standalone.child.JavaChild;
import io.wattledger.standalone.child.SteadyPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The servers: a broker and a registry, each a process of its own. Closing it leaves none of them. */
final class Stage implements AutoCloseable {

    private static final String BROKER_HEAP = "-Xmx1g";
    private static final int TRIES = 100;
    private static final int TICK_MILLIS = 200;

    private final Parts parts;
    private final JavaChild broker;
    private final BrokerMeter meter;
    private final Cluster cluster;
    private final String registryUrl;
    private final SchemaRegistry registry;

    private Stage(
            Parts parts,
            JavaChild broker,
            BrokerMeter meter,
            Cluster cluster,
            String registryUrl,
            SchemaRegistry registry) {
        this.parts = parts;
        this.broker = broker;
        this.meter = meter;
        this.cluster = cluster;
        this.registryUrl = registryUrl;
        this.registry = registry;
    }

    /** @param parts takes over the stopping of each server as soon as it is started */
    static Stage open(Path folder, Parts parts) throws BenchException, InterruptedException {
        SteadyPorts ports = new SteadyPorts();
        int port = ports.next();
        int meterPort = ports.next();
        var program = new JavaChild.Program(
                BrokerMain.class.getName(),
                List.of(
                        BROKER_HEAP,
                        "-XX:+UseParallelGC",
                        "-Dcom.sun.management.jmxremote.port=" + meterPort,
                        "-Dcom.sun.management.jmxremote.rmi.port=" + meterPort,
                        "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                        "-Djava.rmi.server.hostname=127.0.0.1",
                        "-Dcom.sun.management.jmxremote.local.only=true",
                        "-Dcom.sun.management.jmxremote.authenticate=false",
                        "-Dcom.sun.management.jmxremote.ssl=false"),
                System.getProperty("java.class.path"),
                List.of(folder.resolve("broker").toString(), Integer.toString(port)));
        JavaChild broker = parts.add(JavaChild.start(program, folder.resolve("broker.log")));
        RegistryServer server = parts.add(RegistryServer.start(folder.resolve("registry"), 0));
        SchemaRegistry registry = parts.add(SchemaRegistries.connect(Map.of("schema.registry.url", server.url())));
        BrokerMeter meter = parts.add(awaitMeter(broker, meterPort));
        Cluster cluster = parts.add(new Cluster("127.0.0.1:" + port));
        cluster.awaitUp();
        return new Stage(parts, broker, meter, cluster, server.url(), registry);
    }

    private static BrokerMeter awaitMeter(JavaChild broker, int port) throws BenchException, InterruptedException {
        for (int i = 0; i < TRIES && broker.isAlive(); i++) {
            try {
                return BrokerMeter.connect(port);
            } catch (IOException e) {
                Thread.sleep(TICK_MILLIS);
            }
        }
        throw new BenchException("the broker did not start; its log is " + broker.log());
    }

    <T extends AutoCloseable> T add(T part) {
        return parts.add(part);
    }

    Cluster cluster() {
        return cluster;
    }

    long brokerPid() {
        return broker.pid();
    }

    long brokerBytes() throws BenchException {
        try {
            return meter.bytes();
        } catch (IOException e) {
            throw new BenchException("the broker tells nothing any more; its log is " + broker.log(), e);
        }
    }

    String registryUrl() {
        return registryUrl;
    }

    SchemaRegistry registry() {
        return registry;
    }

    @Override
    public void close() {
        parts.close();
    }
}
