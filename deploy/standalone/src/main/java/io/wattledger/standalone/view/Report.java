package io.wattledger.standalone.view;

import io.wattledger.books.Books;
import io.wattledger.books.Counts;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Total;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The books as lines of text. */
public final class Report {

    private static final int BAR = 10;
    private static final int NAME = 12;

    private Report() {}

    /** Totals per team, largest energy first, and the check of the books. */
    public static List<String> summary(Books books) {
        List<String> lines = new ArrayList<>(teams(books, team -> ""));
        lines.add("");
        lines.add(check(books.counts()));
        return lines;
    }

    /**
     * A table of teams with a bar of their share of the energy.
     *
     * @param trail what to put behind a team's bar
     */
    static List<String> teams(Books books, Function<String, String> trail) {
        Map<String, Total> byTeam = books.by(Dimensions::team);
        long most = byTeam.values().stream().mapToLong(Report::energy).max().orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(row("team", "requests", "energy", "water", "CO2e", ""));
        byTeam.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Total> entry) -> -energy(entry.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .forEach(entry -> lines.add(team(entry.getKey(), entry.getValue(), most, trail.apply(entry.getKey()))));
        byTeam.values().stream().reduce(Total::cappedPlus).ifPresent(total -> lines.addAll(all(total)));
        return lines;
    }

    private static String team(String name, Total total, long most, String trail) {
        int length = most == 0 ? 0 : (int) Math.round((double) BAR * energy(total) / most);
        Footprint footprint = total.footprint();
        String unpriced =
                total.unpricedRequests() > 0 ? "  " + Quantities.count(total.unpricedRequests()) + " unpriced" : "";
        return row(
                name,
                Quantities.count(total.usage().requests()),
                Quantities.energy(footprint),
                Quantities.water(footprint),
                Quantities.carbon(footprint),
                "█".repeat(length) + " ".repeat(BAR - length) + trail + unpriced);
    }

    private static List<String> all(Total total) {
        Footprint footprint = total.footprint();
        return List.of(
                row(
                        "all",
                        Quantities.count(total.usage().requests()),
                        Quantities.energy(footprint),
                        Quantities.water(footprint),
                        Quantities.carbon(footprint),
                        ""),
                "90 %% range   energy %s   water %s   CO2e %s"
                        .formatted(
                                Quantities.range(footprint.energy(), "J"),
                                Quantities.range(footprint.water(), "L"),
                                Quantities.range(footprint.carbon(), "g")));
    }

    /** in = booked + parked + duplicate + rejected. */
    static String check(Counts counts) {
        return String.format(
                Locale.ROOT,
                "books: %,d in = %,d booked + %,d parked + %,d duplicate + %,d rejected  %s",
                counts.in(),
                counts.booked(),
                counts.parked(),
                counts.duplicate(),
                counts.rejected(),
                counts.addUp() ? "✓" : "✗ DOES NOT ADD UP");
    }

    static long energy(Total total) {
        return total.footprint().energy().map(amount -> amount.central()).orElse(0L);
    }

    private static String row(String name, String requests, String energy, String water, String carbon, String rest) {
        return String.format(
                        Locale.ROOT,
                        "%-12s %9s %10s %10s %10s  %s",
                        Printable.name(name, NAME),
                        requests,
                        energy,
                        water,
                        carbon,
                        rest)
                .stripTrailing();
    }
}
