package io.wattledger.standalone.rejects;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** What producers wrote, made fit to be shown on a terminal. */
final class Texts {

    private static final int SHOWN_BYTES = 64;

    private Texts() {}

    /** On one line, without what a terminal would act upon. */
    static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(each -> line.appendCodePoint(shown(each) ? each : each == '\n' ? ' ' : '\uFFFD'));
        return line.toString();
    }

    /** The first characters, and a mark that there are more. */
    static String shortened(String text, int width) {
        return text.codePointCount(0, text.length()) <= width
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.max(0, width - 1))) + "…";
    }

    /** Bytes as text in quotes where they are text, else as hexadecimal digits. */
    static String bytes(byte[] bytes) {
        return readable(bytes)
                .map(text -> '"' + text + '"')
                .orElseGet(() -> bytes.length <= SHOWN_BYTES
                        ? "0x" + HexFormat.of().formatHex(bytes)
                        : "0x%s… (%,d bytes)".formatted(HexFormat.of().formatHex(bytes, 0, SHOWN_BYTES), bytes.length));
    }

    /** The text that the bytes are in UTF-8; empty if they are none, or one that cannot be shown. */
    static Optional<String> readable(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text).filter(read -> read.codePoints().allMatch(Texts::shown));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean shown(int codePoint) {
        int type = Character.getType(codePoint);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED;
    }
}
