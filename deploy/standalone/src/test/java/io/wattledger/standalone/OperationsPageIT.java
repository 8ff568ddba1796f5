package io.wattledger.standalone;

import io.wattledger.servers.KafkaBroker;
import io.wattledger.servers.RegistryServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/operations.md, run as they stand on a Kafka and a registry, print what the page says. */
class OperationsPageIT {

    /** Kafka's tools by the names of its distribution. */
    private static final Map<String, String> TOOLS = Map.of(
            "kafka-topics.sh", "org.apache.kafka.tools.TopicCommand",
            "kafka-consumer-groups.sh", "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
            "kafka-streams-application-reset.sh", "org.apache.kafka.tools.StreamsResetter");

    @TempDir
    Path folder;

    @Test
    void shouldPrintWhatThePageSays() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (Map.Entry<String, String> tool : TOOLS.entrySet()) {
            write(bin.resolve(tool.getKey()), tool.getValue());
        }
        Path work = Files.createDirectory(folder.resolve("work"));
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"), 0);
                RegistryServer registry = RegistryServer.start(folder.resolve("registry"), 0)) {
            ShellPage.read("operations.md")
                    .run(
                            work,
                            "export PATH='" + bin + "':$PATH\n",
                            Map.of(
                                    "localhost:9092", broker.bootstrapServers(),
                                    "localhost:8081", URI.create(registry.url()).getAuthority(),
                                    "8080", Integer.toString(Programs.freePort())));
        }
    }

    private static void write(Path tool, String mainClass) throws IOException {
        Files.writeString(tool, """
                #!/bin/sh
                export CLASSPATH='%s'
                exec '%s' -Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dlogback.configurationFile='%s' %s "$@"
                """.formatted(
                        System.getProperty("java.class.path"),
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        ShellPage.ROOT.resolve("deploy/docker/local/logback-tools.xml"),
                        mainClass));
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
