package io.wattledger.kubernetes;

import io.wattledger.servers.KafkaBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * A broker that asks who is there and what that one may. Each password is the name of its user. The listener that asks nobody is
 * its own, and that of the test.
 */
final class SecuredBroker implements AutoCloseable {

    private final KafkaBroker broker;
    private final int port;

    private SecuredBroker(KafkaBroker broker, int port) {
        this.broker = broker;
        this.port = port;
    }

    static SecuredBroker start(Path folder, List<String> users) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var passwords = new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required");
        users.forEach(user -> passwords.append(" user_%1$s=\"%1$s\"".formatted(user)));
        return new SecuredBroker(
                KafkaBroker.start(
                        folder,
                        0,
                        Map.of(
                                "listeners", "USERS://127.0.0.1:" + port,
                                "listener.security.protocol.map", "USERS:SASL_PLAINTEXT",
                                "listener.name.users.sasl.enabled.mechanisms", "PLAIN",
                                "listener.name.users.plain.sasl.jaas.config",
                                        passwords.append(';').toString(),
                                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                                "super.users", "User:ANONYMOUS")),
                port);
    }

    /** How a user connects. */
    Map<String, String> client(String user) {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%1$s\" password=\"%1$s\";"
                        .formatted(user));
    }

    /** How somebody connects who may do everything. */
    Map<String, String> anyone() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    Admin admin() {
        return Admin.create(Map.copyOf(anyone()));
    }

    @Override
    public void close() {
        broker.close();
    }
}
