package io.wattledger.ingest;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who wrote a name that does not exist. */
final class Nearest {

    private static final int LONGEST = 64;

    private Nearest() {}

    /** The known name that is written nearly so, whatever the case, with or without dashes and underscores. */
    static Optional<String> to(String written, List<String> known) {
        String plain = plain(written);
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return Optional.empty();
        }
        int most = Math.max(1, plain.length() / 3);
        return known.stream()
                .filter(name -> edits(plain, plain(name)) <= most)
                .min(Comparator.comparingInt(name -> edits(plain, plain(name))));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Characters to add, leave out or replace (Levenshtein's distance). */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
