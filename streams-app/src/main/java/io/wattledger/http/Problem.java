package io.wattledger.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Why there is no answer, as RFC 9457 has it.
 *
 * @param detail what was wrong and what to do; holds nothing of the program's inside
 * @param field a header that goes with it, if one does
 */
record Problem(int status, String detail, Optional<HttpField> field) {

    static final String TYPE = "application/problem+json; charset=utf-8";

    private static final double SECOND_MILLIS = 1e3;

    Problem(int status, String detail) {
        this(status, detail, Optional.empty());
    }

    /** With the time after which it may be tried again, in whole seconds, at least one. */
    static Problem after(int status, Duration wait, String detail) {
        long seconds = Math.max(1, (long) Math.ceil(wait.toMillis() / SECOND_MILLIS));
        return new Problem(status, detail, Optional.of(new HttpField(HttpHeader.RETRY_AFTER, Long.toString(seconds))));
    }

    String json() {
        ObjectNode json = BooksJson.object();
        json.put("type", "about:blank");
        json.put("title", HttpStatus.getMessage(status));
        json.put("status", status);
        json.put("detail", detail);
        return BooksJson.text(json);
    }

    /** Answers with it. */
    void send(Response response, Callback callback) {
        response.setStatus(status);
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, TYPE);
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        field.ifPresent(headers::put);
        byte[] body = json().getBytes(StandardCharsets.UTF_8);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
