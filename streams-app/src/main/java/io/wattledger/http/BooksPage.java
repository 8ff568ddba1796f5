package io.wattledger.http;

import io.wattledger.books.Books;
import io.wattledger.books.Counts;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Total;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** The books as a plain page: totals per team, and whether the books add up. */
final class BooksPage {

    private BooksPage() {}

    static String render(Books books) {
        var rows = new StringBuilder();
        new TreeMap<>(books.by(Dimensions::team)).forEach((team, total) -> rows.append(row(team, total)));
        Counts counts = books.counts();
        return String.format(
                Locale.ROOT,
                """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta http-equiv="refresh" content="2">
                <title>Wattledger</title>
                <style>
                :root { color-scheme: light dark; }
                body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
                table { border-collapse: collapse; width: 100%%; }
                th, td { padding: .3rem .6rem; text-align: right; border-bottom: 1px solid #8884; }
                th:first-child, td:first-child { text-align: left; }
                td { font-variant-numeric: tabular-nums; }
                </style>
                </head>
                <body>
                <h1>Wattledger</h1>
                <table>
                <thead><tr><th scope="col">Team</th><th scope="col">Requests</th><th scope="col">Unpriced</th>
                <th scope="col">Energy (J)</th><th scope="col">Water (L)</th><th scope="col">Carbon (g CO2e)</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                <p>%,d in = %,d booked + %,d parked + %,d duplicate + %,d rejected: %s.</p>
                <p><a href="/metrics">/metrics</a> · <a href="/health/ready">/health/ready</a></p>
                </body>
                </html>
                """,
                rows,
                counts.in(),
                counts.booked(),
                counts.parked(),
                counts.duplicate(),
                counts.rejected(),
                counts.addUp() ? "the books add up" : "the books do NOT add up");
    }

    private static String row(String team, Total total) {
        return String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td>%,d</td><td>%,d</td><td>%s</td><td>%s</td><td>%s</td></tr>%n",
                escape(team),
                total.usage().requests(),
                total.unpricedRequests(),
                amount(total.footprint().energy()),
                amount(total.footprint().water()),
                amount(total.footprint().carbon()));
    }

    private static String amount(Optional<? extends Amount<?>> amount) {
        return amount.map(a -> String.format(Locale.ROOT, "%,.3f", a.central() / 1e6))
                .orElse("unknown");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
