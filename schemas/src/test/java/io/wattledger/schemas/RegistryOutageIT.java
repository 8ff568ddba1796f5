package io.wattledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.servers.RegistryServer;
import io.wattledger.v1.InferenceEvent;
import io.wattledger.v1.Range;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds while the registry is down, and after. */
class RegistryOutageIT {
    private static final Position HERE = new Position("inference-events", 0, 7);
    private static final String SUBJECT = "inference-events-value";

    @TempDir
    Path folder;

    @Test
    void shouldDecodeKnownIdsWhileItIsDownAndTheSameOnesAfterARestart() throws IOException {
        int port = freePort();
        byte[] known;
        byte[] unknown;
        String url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
        try (SchemaRegistry registry = connect(url);
                SchemaRegistry elsewhere = connect(url)) {
            AvroCodec<InferenceEvent> codec = new AvroCodec<>(InferenceEvent.class, registry, true);
            // Given
            try (RegistryServer server = RegistryServer.start(folder, port)) {
                assertThat(server.url()).contains(Integer.toString(port));
                known = codec.encode(SUBJECT, Records.event());
                codec.decode(known, HERE);
                unknown = new AvroCodec<>(Range.class, elsewhere, true).encode("range-value", new Range(1L, 2L, 3L));
            }
            // Then, while it is down
            assertThat(codec.decode(known, HERE)).isEqualTo(Records.event());
            assertThatThrownBy(() -> codec.decode(unknown, HERE))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("offset 7")
                    .hasMessageContaining("cannot be reached");
            // Then, when it is back
            try (RegistryServer server = RegistryServer.start(folder, port);
                    SchemaRegistry fresh = connect(server.url())) {
                AvroCodec<InferenceEvent> reader = new AvroCodec<>(InferenceEvent.class, fresh, false);
                assertThat(reader.decode(known, HERE)).isEqualTo(Records.event());
                assertThat(reader.encode(SUBJECT, Records.event())).isEqualTo(known);
                assertThatThrownBy(() -> codec.decode(unknown, HERE)).isInstanceOf(IncompatibleSchemaException.class);
            }
        }
    }

    @Test
    void shouldWaitForARegistryThatComesLate() throws Exception {
        int port = freePort();
        try (SchemaRegistry registry = connect("http://127.0.0.1:" + port + "/apis/ccompat/v7")) {
            CompletableFuture<Void> waiting =
                    CompletableFuture.runAsync(() -> SchemaRegistries.awaitReachable(registry, Duration.ofSeconds(60)));
            assertThat(waiting).isNotDone();
            try (RegistryServer server = RegistryServer.start(folder, port)) {
                assertThat(server.url()).isNotEmpty();
                waiting.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static SchemaRegistry connect(String url) {
        return SchemaRegistries.connect(Map.of("schema.registry.url", url));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
