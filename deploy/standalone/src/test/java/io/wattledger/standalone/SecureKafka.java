package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.servers.KafkaBroker;
import io.wattledger.standalone.child.SteadyPorts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.tools.AclCommand;

/**
 * A broker that lets nobody do anything that was not granted: passwords over TLS on one listener, certificates on the other. The
 * listener without either is its own, and that of the test.
 */
final class SecureKafka implements AutoCloseable {

    private static final int ITERATIONS = 4096;

    private final Path folder;
    private final Certificates certificates;
    private final Path truststore;
    private final int passwordPort;
    private final int certificatePort;
    private final KafkaBroker broker;

    SecureKafka(Path folder) throws Exception {
        this.folder = folder;
        this.certificates = new Certificates(folder.resolve("certificates"), "CN=Authority of the tests");
        this.truststore = certificates.truststore();
        SteadyPorts ports = new SteadyPorts();
        this.passwordPort = ports.next();
        this.certificatePort = ports.next();
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "listeners",
                "PASSWORD://127.0.0.1:%d,CERTIFICATE://127.0.0.1:%d".formatted(passwordPort, certificatePort));
        settings.put("listener.security.protocol.map", "PASSWORD:SASL_SSL,CERTIFICATE:SSL");
        settings.put("listener.name.password.sasl.enabled.mechanisms", "SCRAM-SHA-512");
        settings.put(
                "listener.name.password.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("listener.name.certificate.ssl.client.auth", "required");
        settings.put("ssl.principal.mapping.rules", "RULE:^CN=([^,]+),.*$/$1/,DEFAULT");
        settings.put(
                "ssl.keystore.location",
                certificates.signed("broker", "CN=broker,O=Tests").toString());
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.password", Certificates.PASSWORD);
        settings.put("ssl.key.password", Certificates.PASSWORD);
        settings.put("ssl.truststore.location", truststore.toString());
        settings.put("ssl.truststore.type", "PKCS12");
        settings.put("ssl.truststore.password", Certificates.PASSWORD);
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("allow.everyone.if.no.acl.found", "false");
        settings.put("super.users", "User:ANONYMOUS;User:admin");
        this.broker = KafkaBroker.start(folder.resolve("kafka"), 0, settings);
    }

    Certificates certificates() {
        return certificates;
    }

    /** As its own, who may do everything. */
    String ownBootstrap() {
        return broker.bootstrapServers();
    }

    /** Makes users; the password of each is its name backwards. */
    void users(String... names) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", ownBootstrap()))) {
            admin.alterUserScramCredentials(List.of(names).stream()
                            .<org.apache.kafka.clients.admin.UserScramCredentialAlteration>map(
                                    name -> new UserScramCredentialUpsertion(
                                            name,
                                            new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                                            password(name)))
                            .toList())
                    .all()
                    .get();
        }
    }

    private static String password(String name) {
        return new StringBuilder(name).reverse().toString();
    }

    /** Settings of a client with a password. */
    Map<String, String> asUser(String name) {
        return asUser(name, password(name));
    }

    Map<String, String> asUser(String name, String password) {
        Map<String, String> settings = trusting(passwordPort, "SASL_SSL");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(name, password));
        return settings;
    }

    /** Settings of a client with a certificate. */
    Map<String, String> asOwnerOf(Path keystore) {
        Map<String, String> settings = trusting(certificatePort, "SSL");
        settings.put("ssl.keystore.location", keystore.toString());
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.password", Certificates.PASSWORD);
        settings.put("ssl.key.password", Certificates.PASSWORD);
        return settings;
    }

    /** Settings of a client without a certificate where one is asked for. */
    Map<String, String> asNobody() {
        return trusting(certificatePort, "SSL");
    }

    private Map<String, String> trusting(int port, String protocol) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", "127.0.0.1:" + port);
        settings.put("security.protocol", protocol);
        settings.put("ssl.truststore.location", truststore.toString());
        settings.put("ssl.truststore.type", "PKCS12");
        settings.put("ssl.truststore.password", Certificates.PASSWORD);
        return settings;
    }

    /** What the script would do, done in this JVM: one for each command takes a second. */
    void acls(String... arguments) throws IOException, InterruptedException {
        List<String> where = new ArrayList<>(List.of(arguments));
        where.addAll(List.of("--bootstrap", ownBootstrap()));
        PrintStream out = System.out;
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            for (List<String> command : Acls.commands(folder, where.toArray(String[]::new))) {
                System.setOut(nowhere);
                AclCommand.main(command.toArray(String[]::new));
            }
        } finally {
            System.setOut(out);
        }
    }

    /** The script itself, with a password, as a person would. */
    Programs.Ran script(String... arguments) throws IOException, InterruptedException {
        Path program = folder.resolve("kafka-acls");
        Files.writeString(program, """
                #!/bin/sh
                exec "%s" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("java.class.path"),
                        AclCommand.class.getName()));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path config = folder.resolve("admin.properties");
        Properties admin = new Properties();
        admin.putAll(asUser("admin"));
        try (var to = Files.newBufferedWriter(config)) {
            admin.store(to, "");
        }
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap", "127.0.0.1:" + passwordPort, "--command-config", config.toString()));
        return Acls.run(folder, Map.of("KAFKA_ACLS", program.toString()), all.toArray(String[]::new));
    }

    @Override
    public void close() {
        broker.close();
    }
}
