package io.wattledger.standalone.view;

/** Names as a terminal may show them. */
public final class Printable {

    private Printable() {}

    /** A name comes from outside: it must not steer the terminal, nor, beyond a width, break a table. */
    public static String name(String name, int widest) {
        String safe = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return safe.codePointCount(0, safe.length()) > widest
                ? safe.substring(0, safe.offsetByCodePoints(0, widest - 1)) + "…"
                : safe;
    }
}
