package io.wattledger.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The value of an attribute in a header: quotes are taken off, then it is percent-decoded once (HTTP Protocol Binding for
 * CloudEvents 1.0.2, section 3.1.3.2). The SDK leaves headers as they are.
 */
final class HeaderValue {

    private HeaderValue() {}

    /** @throws RefusedException if a character is written in a way that the binding does not allow */
    static String decode(String header, String raw) throws RefusedException {
        String text = unquoted(header, raw.strip());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int at = 0;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '%') {
                bytes.write(octet(header, text, at));
                at += 3;
            } else if (next >= ' ' && next <= '~') {
                bytes.write(next);
                at++;
            } else {
                throw refused(header, "has a character outside of ASCII; percent-encode it");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(header, "does not percent-encode UTF-8");
        }
    }

    private static int octet(String header, String text, int percent) throws RefusedException {
        int end = percent + 3;
        if (end > text.length() || !text.substring(percent + 1, end).chars().allMatch(HexFormat::isHexDigit)) {
            throw refused(
                    header, "has a % without two hexadecimal digits after it; write %25 for the character itself");
        }
        return HexFormat.fromHexDigits(text, percent + 1, end);
    }

    private static String unquoted(String header, String raw) throws RefusedException {
        if (raw.indexOf('"') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        boolean quoted = false;
        boolean escaped = false;
        for (int at = 0; at < raw.length(); at++) {
            char next = raw.charAt(at);
            if (escaped) {
                text.append(next);
                escaped = false;
            } else if (quoted && next == '\\') {
                escaped = true;
            } else if (next == '"') {
                quoted = !quoted;
            } else {
                text.append(next);
            }
        }
        if (quoted) {
            throw refused(header, "has a quote that does not end");
        }
        return text.toString();
    }

    private static RefusedException refused(String header, String problem) {
        return new RefusedException(Refusal.BAD_ATTRIBUTE, "header " + header + " " + problem);
    }
}
