package io.wattledger.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The description of the API for programs: OpenAPI 3.1, written as YAML, served as JSON. */
final class OpenApi {

    private static final String RESOURCE = "openapi.yaml";

    private final String json = BooksJson.text(read());

    /** The whole document. */
    static JsonNode read() {
        try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + RESOURCE);
            }
            Object yaml = new Load(LoadSettings.builder().setLabel(RESOURCE).build())
                    .loadFromString(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return new JsonMapper().valueToTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(Context context) {
        context.contentType("application/json; charset=utf-8")
                .header("Cache-Control", "no-cache")
                .result(json);
    }
}
