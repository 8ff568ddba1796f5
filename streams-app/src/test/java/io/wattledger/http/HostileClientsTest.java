package io.wattledger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.wattledger.access.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that do not behave: the others are served all the same. */
class HostileClientsTest {

    private static final Duration SOON = Duration.ofMillis(1_500);
    private static final int CONNECTIONS = 60;
    private static final int FLOOD = 3_000;

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();
    private RunningServer server;

    @BeforeEach
    void open() throws IOException {
        var settings = new HttpServer.Settings(
                RunningServer.HOST,
                0,
                Optional.empty(),
                CONNECTIONS,
                64 << 10,
                10_000,
                10_000,
                Optional.of(folder.resolve("access.log")),
                1);
        server = new RunningServer(
                folder.resolve("state"), settings, Access.local(), new SlowClients.Limits(SOON, SOON, SOON));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private Socket connect(String begin) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), 5_000);
        sockets.add(socket);
        send(socket, begin);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** A byte now and then, so that the connection is never idle. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
                "POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 50000\r\n\r\n",
                ""
            })
    void shouldEndWhatNeverEnds(String begin) throws Exception {
        Socket slow = connect(begin);
        await().atMost(SOON.multipliedBy(6))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> ended(slow));
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    }

    private static boolean ended(Socket socket) {
        try {
            send(socket, "a");
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Bodies that trickle in hold no thread: there are many more of them than threads. */
    @Test
    void shouldServeOthersWhileBodiesTrickleIn() throws Exception {
        for (int i = 0; i < CONNECTIONS - 10; i++) {
            connect("POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nab");
        }
        assertThat(server.get("/api/v1/status").statusCode()).isEqualTo(200);
        assertThat(server.post("/api/v1/events", "accepted").statusCode()).isEqualTo(202);
    }

    /** Whoever comes when all places are taken waits until one is free; places of those who do nothing become free. */
    @Test
    void shouldServeTheNextWhenPlacesBecomeFree() throws Exception {
        List<SocketChannel> channels = new ArrayList<>();
        try {
            for (int i = 0; i < FLOOD; i++) {
                SocketChannel channel = SocketChannel.open();
                channels.add(channel);
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            }
            awaitAnswer();
        } finally {
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    private void awaitAnswer() {
        await().atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> server.get("/health/live").statusCode() == 200);
    }

    /** A follower that does not read. */
    @Test
    void shouldGoOnSendingToThoseWhoRead() throws Exception {
        for (int i = 0; i < 20; i++) {
            connect("GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        }
        Socket reader = connect("GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        reader.setSoTimeout(10_000);
        byte[] piece = new byte[4096];
        int read = reader.getInputStream().read(piece);
        assertThat(new String(piece, 0, read, StandardCharsets.UTF_8)).contains("200", "event: status");
        await().pollDelay(SOON.multipliedBy(2)).until(() -> true);
        assertThat(ended(reader)).as("who follows is no slow client").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/9.9\r\n\r\n",
                "GET /\r\n\r\n",
                "\u0000\u0001\u0002\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
                "POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
                "POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "GET /api/v1/costs/a%2fb/c HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
                "GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\r\n folded\r\nConnection: close\r\n\r\n",
            })
    void shouldRefuseWhatIsNoRequestWithoutAWordAboutItself(String request) throws Exception {
        String answer = server.raw(request);
        assertThat(answer).matches("(?s)(HTTP/1.1 (4\\d\\d|505) .*)?");
        assertThat(answer).doesNotContain("Jetty", "jetty", "Server:", "\tat ", "Exception", "javalin");
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldRefuseHugeHeadersAndAddresses() throws Exception {
        String header = server.raw("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(header)
                .startsWith("HTTP/1.1 431")
                .contains("application/problem+json")
                .doesNotContain("Jetty");
        String address = server.raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        assertThat(address).startsWith("HTTP/1.1 414").doesNotContain("Jetty");
        String many = server.raw("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + "X: y\r\n".repeat(5_000) + "\r\n");
        assertThat(many).startsWith("HTTP/1.1 431");
    }

    @Test
    void shouldNoteWhoAskedForWhatAndNoToken() throws Exception {
        server.get("/api/v1/footprint?by=team", "Authorization", "Bearer wl_secret");
        server.get("/unknown\"quoted".replace("\"", "%22"));
        await().untilAsserted(() -> {
            String log = log();
            assertThat(log.lines().toList()).hasSize(2).allMatch(line -> line.startsWith("{\"at\":\""));
            assertThat(log)
                    .contains(
                            "\"who\":\"anybody\"",
                            "\"path\":\"/api/v1/footprint\"",
                            "\"query\":\"by=team\"",
                            "\"status\":200",
                            "\"status\":404")
                    .doesNotContain("wl_secret");
        });
    }

    private String log() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(path -> path.getFileName().toString().startsWith("access."))
                    .findFirst()
                    .orElseThrow();
            assertThat(file.getFileName().toString()).matches("access\\.\\d{4}_\\d\\d_\\d\\d\\.log");
            return Files.readString(file);
        }
    }
}
