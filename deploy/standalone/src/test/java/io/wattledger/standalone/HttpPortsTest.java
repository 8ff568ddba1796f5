package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class HttpPortsTest {

    private final StringWriter said = new StringWriter();

    @Test
    void shouldPassOverAPortThatIsTakenAndSaySo() throws IOException {
        int first = HttpPorts.free(new PrintWriter(said, true));
        try (ServerSocket taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
            StringWriter saidNext = new StringWriter();
            int next = HttpPorts.free(new PrintWriter(saidNext, true));

            assertThat(next).isGreaterThan(taken.getLocalPort());
            assertThat(saidNext.toString()).contains("port 8080 is taken, using " + next + " (--port chooses)");
        }
    }

    @Test
    void shouldNotAnnounceTheUsualPort() {
        int port = HttpPorts.free(new PrintWriter(said, true));

        assertThat(said.toString().isEmpty()).isEqualTo(port == 8080);
    }
}
