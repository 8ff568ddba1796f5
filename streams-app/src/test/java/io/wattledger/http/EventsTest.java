package io.wattledger.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wattledger.access.Access;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What HTTP makes of receipts; what makes receipts is tested with the intake. */
class EventsTest {

    private static final String PATH = "/api/v1/events";

    @TempDir
    Path folder;

    private RunningServer server;

    @BeforeEach
    void open() throws IOException {
        server = new RunningServer(folder, Access.local());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "accepted, 202",
                "accepted accepted duplicate, 202",
                "accepted refused, 207",
                "accepted forbidden, 207",
                "refused refused, 422",
                "forbidden, 403",
                "refused forbidden, 422",
                "accepted refused unavailable, 503",
                "none, 202",
            })
    void shouldSayOfAllTogetherWhatASenderMustDo(String outcomes, int status) throws Exception {
        HttpResponse<String> answer = server.post(PATH, outcomes == null ? "" : outcomes.replace(' ', '\n'));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith(status >= 400 ? "application/problem+json" : "application/json");
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
        JsonNode json = new ObjectMapper().readTree(answer.body());
        String[] words = outcomes == null ? new String[0] : outcomes.split(" ", -1);
        assertThat(json.at("/events")).hasSize(words.length);
        for (int i = 0; i < words.length; i++) {
            JsonNode event = json.at("/events/" + i);
            assertThat(event.at("/index").asInt()).isEqualTo(i);
            assertThat(event.at("/outcome").asText()).isEqualTo(words[i]);
            assertThat(event.has("duplicateOf")).isEqualTo(words[i].equals("duplicate"));
        }
    }

    @Test
    void shouldRefuseABodyThatIsTooLargeHoweverItComes() throws Exception {
        byte[] large = new byte[(64 << 10) + 1];
        java.util.Arrays.fill(large, (byte) 'x');
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(PATH));
        HttpResponse<String> known = server.client.send(
                request.POST(BodyPublishers.ofByteArray(large)).build(), BodyHandlers.ofString());
        assertThat(known.statusCode()).isEqualTo(413);
        assertThat(known.body()).contains("more than 65536 bytes (http.max-body)");
        HttpResponse<String> chunked = server.client.send(
                request.POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(server.taken).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsPacked() throws Exception {
        assertThat(server.post(PATH, "accepted", "Content-Encoding", "gzip").statusCode())
                .isEqualTo(415);
        assertThat(server.taken).isEmpty();
    }
}
