package io.wattledger.books;

/** Names of the books as cells of a spreadsheet: they come from whoever sends events. */
public final class Spreadsheets {

    /** A cell that begins so is run by spreadsheets (OWASP, "CSV Injection"); and the mark itself, so that it can be taken off again. */
    private static final String MARKED = "=+-@\t\r\n'";

    private Spreadsheets() {}

    /** The text with an apostrophe before it where a spreadsheet would run it. Who wants the text takes off one apostrophe. */
    public static String harmless(String text) {
        return !text.isEmpty() && MARKED.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
