package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.SiteRow;
import io.wattledger.estimator.UnknownNameException;
import java.io.Reader;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Water and carbon factors of regions. No factor is ever blank: a region without one is left out, or has
 * a fallback that its source column names. Google's regions are left out: no WUE is published for them.
 * EWIF is WRI's water consumption factor, which counts what evaporates from reservoirs: hence the high
 * figures where hydropower rules. Carbon is of a year's average grid; for us-east-1 Ember's collection has
 * the average of the whole country, for the neighbouring eastus that of the region.
 *
 * @param rows in the order of the table; a region may have several, each from another day on
 */
public record SiteCatalogue(List<SiteRow> rows) {

    static final String RESOURCE = "sites.csv";

    static final List<String> COLUMNS = List.of(
            "region",
            "provider",
            "pue",
            "wue_l_per_kwh",
            "ewif_l_per_kwh",
            "g_co2e_per_kwh",
            "effective_from",
            "source",
            "source_date");

    public SiteCatalogue {
        rows = List.copyOf(rows);
    }

    /** The catalogue that comes with the estimator. */
    public static SiteCatalogue bundled() {
        return Bundled.TABLE;
    }

    /**
     * Reads a catalogue; does not close the reader.
     *
     * @param name what to call the table in errors
     * @throws CatalogueException if the table is not in order
     */
    public static SiteCatalogue read(Reader reader, String name) {
        List<SiteRow> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Table.Line line : Table.read(reader, name, COLUMNS).lines()) {
            SiteRow row = row(line);
            if (!seen.add(row.region() + " " + row.effectiveFrom())) {
                throw line.error("effective_from", row.region() + " has a line from this day on already; remove one");
            }
            rows.add(row);
        }
        return new SiteCatalogue(rows);
    }

    /** The revisions of a region, the earliest first; empty for a region that is not in the catalogue. */
    public List<SiteRow> revisions(String region) {
        return rows.stream()
                .filter(row -> row.region().equals(region))
                .sorted(Comparator.comparing(SiteRow::effectiveFrom))
                .toList();
    }

    /**
     * The latest revision of a region.
     *
     * @throws UnknownNameException with the nearest names
     */
    public SiteRow require(String region) {
        List<SiteRow> revisions = revisions(region);
        if (revisions.isEmpty()) {
            throw new UnknownNameException(
                    "region", region, rows.stream().map(SiteRow::region).toList(), "'wattledger catalogue sites'");
        }
        return revisions.get(revisions.size() - 1);
    }

    private static SiteRow row(Table.Line line) {
        return new SiteRow(
                line.text("region"),
                line.text("provider"),
                line.number("pue", 1),
                line.number("wue_l_per_kwh", 0),
                line.number("ewif_l_per_kwh", 0),
                line.number("g_co2e_per_kwh", 0),
                line.day("effective_from").atStartOfDay(ZoneOffset.UTC).toInstant(),
                line.text("source"),
                line.date("source_date"));
    }

    /** Read once, when first asked for; it never changes. */
    private static final class Bundled {
        private static final SiteCatalogue TABLE = Resources.read(RESOURCE, SiteCatalogue::read);
    }
}
