package io.wattledger.estimator.cli;

import io.wattledger.estimator.SiteRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The section {@code sites} of a catalogue file. */
final class SiteEntries {

    static final List<String> KEYS = List.of(
            "region",
            "provider",
            "pue",
            "wueLitresPerKwh",
            "ewifLitresPerKwh",
            "gramsCo2ePerKwh",
            "effectiveFrom",
            "source",
            "sourceDate");

    private final List<SiteRow> rows = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();

    List<SiteRow> rows() {
        return rows;
    }

    void add(YamlMap entry) {
        Optional<String> region = entry.required("region");
        Optional<String> provider = entry.has("provider") ? entry.text("provider") : Optional.of("own");
        OptionalDouble pue = entry.number("pue", 1);
        OptionalDouble wue = entry.number("wueLitresPerKwh", 0);
        OptionalDouble ewif = entry.number("ewifLitresPerKwh", 0);
        OptionalDouble carbon = entry.number("gramsCo2ePerKwh", 0);
        Optional<Instant> from = Fields.effectiveFrom(entry);
        Optional<String> source = entry.required("source");
        Optional<String> date = Fields.sourceDate(entry);
        if (region.isEmpty() || provider.isEmpty() || from.isEmpty() || source.isEmpty() || date.isEmpty()) {
            return;
        }
        if (pue.isEmpty() || wue.isEmpty() || ewif.isEmpty() || carbon.isEmpty()) {
            return;
        }
        String other = places.putIfAbsent(region.get() + " " + from.get(), entry.place());
        if (other != null) {
            entry.problem("%s from %s is also at %s; remove one".formatted(region.get(), from.get(), other));
            return;
        }
        rows.add(new SiteRow(
                region.get(),
                provider.get(),
                pue.getAsDouble(),
                wue.getAsDouble(),
                ewif.getAsDouble(),
                carbon.getAsDouble(),
                from.get(),
                source.get(),
                date.get()));
    }
}
