package io.wattledger.ingest;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The value of a Content-Type.
 *
 * @param name type and subtype, in lower case
 * @param charset the parameter of that name, in lower case
 */
record MediaType(String name, Optional<String> charset) {

    static final String EVENT = "application/cloudevents+json";
    static final String BATCH = "application/cloudevents-batch+json";

    private static final String ALL_CLOUD_EVENTS = "application/cloudevents";
    private static final String CHARSET = "charset=";

    static MediaType of(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split(";", -1);
        Optional<String> charset = Stream.of(parts)
                .skip(1)
                .map(String::strip)
                .filter(parameter -> parameter.startsWith(CHARSET))
                .map(parameter -> parameter.substring(CHARSET.length()).replace("\"", ""))
                .findFirst();
        return new MediaType(parts[0].strip(), charset);
    }

    /** CloudEvents in a format of their own, ours or another. */
    boolean isCloudEvents() {
        return name.startsWith(ALL_CLOUD_EVENTS);
    }

    boolean isJson() {
        return name.equals("application/json")
                || name.equals("text/json")
                || (name.startsWith("application/") && name.endsWith("+json"));
    }

    /** JSON between systems is UTF-8 (RFC 8259, section 8.1). */
    boolean isUtf8() {
        return charset.map(each -> each.equals("utf-8") || each.equals("us-ascii"))
                .orElse(true);
    }
}
