package io.wattledger.standalone.rejects;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Bytes as people read them: offset, sixteen bytes, and the same as ASCII. */
final class HexDump {

    private static final int ROW = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private HexDump() {}

    /** The first bytes, at most the given number of them. */
    static List<String> lines(byte[] bytes, int limit) {
        List<String> lines = new ArrayList<>();
        int end = Math.min(bytes.length, limit);
        for (int from = 0; from < end; from += ROW) {
            int to = Math.min(end, from + ROW);
            lines.add("%08x  %-47s  |%s|".formatted(from, HEX.formatHex(bytes, from, to), ascii(bytes, from, to)));
        }
        return lines;
    }

    private static String ascii(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(ROW);
        for (int i = from; i < to; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] <= '~' ? (char) bytes[i] : '.');
        }
        return text.toString();
    }
}
