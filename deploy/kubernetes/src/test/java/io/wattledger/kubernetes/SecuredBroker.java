package io.wattledger.kubernetes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A broker in this JVM that asks who is there and what that one may. Each password is the name of its user. */
final class SecuredBroker implements AutoCloseable {

    private static final String ADMIN = "admin";

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private SecuredBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    static SecuredBroker start(Path folder, List<String> users) throws IOException {
        Files.createDirectories(folder);
        String client;
        String controller;
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client = "127.0.0.1:" + one.getLocalPort();
            controller = "127.0.0.1:" + other.getLocalPort();
        }
        Properties settings = settings(folder.resolve("log"), client, controller, users);
        format(folder, settings);
        var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new SecuredBroker(server, client);
    }

    private static Properties settings(Path log, String client, String controller, List<String> users) {
        var settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "listeners", "CLIENT://%s,CONTROLLER://%s".formatted(client, controller),
                "listener.security.protocol.map", "CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "CLIENT",
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", "1@" + controller,
                "log.dirs", log.toString(),
                "auto.create.topics.enable", "false",
                "group.initial.rebalance.delay.ms", "0"));
        for (String replicated : List.of(
                "default.replication.factor",
                "offsets.topic.replication.factor",
                "offsets.topic.num.partitions",
                "transaction.state.log.replication.factor",
                "transaction.state.log.min.isr",
                "transaction.state.log.num.partitions",
                "share.coordinator.state.topic.replication.factor",
                "share.coordinator.state.topic.min.isr",
                "share.coordinator.state.topic.num.partitions")) {
            settings.setProperty(replicated, "1");
        }
        settings.setProperty("sasl.enabled.mechanisms", "PLAIN");
        settings.setProperty("sasl.mechanism.inter.broker.protocol", "PLAIN");
        var jaas = new StringBuilder(jaas(ADMIN).replace(";", "")).append(" user_admin=\"admin\"");
        users.forEach(user -> jaas.append(" user_%1$s=\"%1$s\"".formatted(user)));
        settings.setProperty(
                "listener.name.client.plain.sasl.jaas.config", jaas.append(';').toString());
        settings.setProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // The controller's listener has no names.
        settings.setProperty("super.users", "User:admin;User:ANONYMOUS");
        return settings;
    }

    private static void format(Path folder, Properties settings) throws IOException {
        Path file = folder.resolve("server.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
        var said = new ByteArrayOutputStream();
        String[] command = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            if (StorageTool.execute(command, out) != 0) {
                throw new UncheckedIOException(new IOException(said.toString(StandardCharsets.UTF_8)));
            }
        }
    }

    private static String jaas(String user) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\" password=\"%1$s\";"
                .formatted(user);
    }

    /** How a user connects. */
    Map<String, String> client(String user) {
        return Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                jaas(user));
    }

    /** Somebody who may do everything. */
    Admin admin() {
        return Admin.create(new HashMap<>(client(ADMIN)));
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
