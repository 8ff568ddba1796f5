package io.wattledger.estimator;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A name that no table holds; the message suggests the nearest ones. */
public final class UnknownNameException extends EstimateException {

    private static final long serialVersionUID = 1L;
    private static final int SUGGESTIONS = 3;
    private static final double SLIP = 0.25;
    private static final double HALF = 0.5;

    /**
     * Suggests the nearest of the known names.
     *
     * @param kind what the name should name: "model", "GPU"
     * @param known all names that would do
     * @param where which command lists them
     */
    public UnknownNameException(String kind, String name, Collection<String> known, String where) {
        super("unknown %s '%s'; did you mean %s? %s lists all"
                .formatted(kind, name, String.join(", ", nearest(name, known)), where));
    }

    /** The nearest names by edit distance, nearest first; a name that contains the other counts as near. */
    static List<String> nearest(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .distinct()
                .map(each -> Map.entry(each, distance(wanted, each.toLowerCase(Locale.ROOT))))
                .sorted(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(SUGGESTIONS)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The nearest name, if no more than half of the letters differ. */
    public static Optional<String> suggestion(String name, Collection<String> known) {
        // Lengths first: a name may be as long as the file it is in.
        List<String> alike = known.stream()
                .filter(each -> name.length() <= 2 * each.length() && each.length() <= 2 * name.length())
                .toList();
        return nearest(name, alike).stream()
                .filter(each -> distance(name.toLowerCase(Locale.ROOT), each.toLowerCase(Locale.ROOT)) <= HALF)
                .findFirst();
    }

    /** Whether a name may be a slip of another one's pen: at most a quarter of it differs. */
    public static boolean similar(String name, String other) {
        return distance(name.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT)) <= SLIP && !name.equals(other);
    }

    /** Levenshtein's distance over the longer length; halved where one contains the other. */
    private static double distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        double relative = row[b.length()] / (double) Math.max(1, Math.max(a.length(), b.length()));
        boolean contained = !a.isEmpty() && (a.contains(b) || b.contains(a));
        return contained ? relative / 2 : relative;
    }
}
