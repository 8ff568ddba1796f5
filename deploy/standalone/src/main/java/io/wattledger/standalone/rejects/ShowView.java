package io.wattledger.standalone.rejects;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wattledger.estimator.cli.Json;
import io.wattledger.standalone.rejects.BookingCheck.Decoded;
import io.wattledger.v1.OriginalHeader;
import io.wattledger.v1.RejectReason;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** All of a refused event. */
final class ShowView {

    private static final int SHOWN_BYTES = 512;
    private static final String NONE = "none";

    private final Refused refused;
    private final Decoded decoded;

    ShowView(Refused refused, Decoded decoded) {
        this.refused = refused;
        this.decoded = decoded;
    }

    void print(PrintWriter out) {
        line(out, "position", refused.position());
        line(out, "arrived", refused.time().toString());
        line(out, "refused", refused.refusedAt() + ", kept as " + refused.stored());
        line(
                out,
                "reason",
                refused.reason() == RejectReason.UNKNOWN
                        ? "UNKNOWN (one that this version does not know; the detail tells)"
                        : refused.reason().name());
        line(out, "detail", Texts.line(refused.event().getDetail()));
        line(out, "key", text(refused.key()));
        if (refused.event().getHeaders().isEmpty()) {
            line(out, "headers", NONE);
        }
        for (OriginalHeader header : refused.event().getHeaders()) {
            line(out, "header", Texts.line(header.getKey()) + " = " + text(Refused.bytes(header.getValue())));
        }
        bytes(out);
        if (decoded instanceof Decoded.AnEvent some) {
            line(out, "event", "");
            Json.print(EventFields.json(some.event()), out);
        } else if (decoded instanceof Decoded.NoEvent none) {
            line(out, "event", "none: " + Texts.line(none.reject().detail()));
        }
        out.flush();
    }

    private void bytes(PrintWriter out) {
        byte[] value = refused.value();
        if (value == null) {
            line(out, "value", NONE);
            return;
        }
        line(out, "value", "%,d bytes".formatted(value.length));
        HexDump.lines(value, SHOWN_BYTES).forEach(each -> out.println("  " + each));
        if (value.length > SHOWN_BYTES) {
            out.printf("  and %,d bytes more; --raw FILE writes all of them%n", value.length - SHOWN_BYTES);
        }
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("position", refused.position());
        json.put("topic", refused.at().topic());
        json.put("partition", refused.at().partition());
        json.put("offset", refused.at().offset());
        json.put("time", refused.time().toString());
        json.put("refusedAt", refused.refusedAt().toString());
        json.put("reason", refused.reason().name());
        json.put("detail", refused.event().getDetail());
        put(json, "key", refused.key());
        ArrayNode headers = json.putArray("headers");
        for (OriginalHeader header : refused.event().getHeaders()) {
            ObjectNode each = headers.addObject();
            each.put("key", header.getKey());
            put(each, "value", Refused.bytes(header.getValue()));
        }
        json.put("valueBase64", refused.value());
        if (decoded instanceof Decoded.AnEvent some) {
            json.set("event", EventFields.json(some.event()));
        } else {
            json.putNull("event");
        }
        return json;
    }

    private static void put(ObjectNode json, String name, byte @Nullable [] bytes) {
        json.put(name, bytes == null ? null : Texts.readable(bytes).orElse(null));
        json.put(name + "Base64", bytes);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? NONE : Texts.bytes(bytes);
    }

    private static void line(PrintWriter out, String name, String text) {
        out.println("%-10s %s".formatted(name, text).stripTrailing());
    }
}
