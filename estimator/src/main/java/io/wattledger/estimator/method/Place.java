package io.wattledger.estimator.method;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.Footprint;
import io.wattledger.estimator.Grams;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.Litres;
import io.wattledger.estimator.SiteRow;
import io.wattledger.estimator.Siting;
import io.wattledger.estimator.Term;
import io.wattledger.estimator.WaterPreset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the energy is spent.
 *
 * @param site factors of a region, if one was named; without it carbon is unknown
 * @param preset water per kWh instead of the site's, if one was named
 */
public record Place(Optional<SiteRow> site, Optional<WaterPreset> preset) {

    /** Nowhere in particular: water and carbon are unknown. */
    public static final Place UNKNOWN = new Place(Optional.empty(), Optional.empty());

    Optional<Estimate<Joules>> facility(Estimate<Joules> it) {
        return footprint(it).map(Footprint::facility);
    }

    Optional<Estimate<Litres>> water(Estimate<Joules> it) {
        return preset.map(each -> Siting.water(it, each)).or(() -> footprint(it).map(Footprint::water));
    }

    Optional<Estimate<Grams>> carbon(Estimate<Joules> it) {
        return footprint(it).map(Footprint::carbon);
    }

    private Optional<Footprint> footprint(Estimate<Joules> it) {
        return site.map(each -> Siting.footprint(it, each));
    }

    List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        site.ifPresent(each -> {
            String source = each.source() + ", " + each.sourceDate();
            terms.add(new Term("PUE of " + each.region(), each.pue(), "", source));
            if (preset.isEmpty()) {
                terms.add(new Term("WUE of " + each.region(), each.wueLitresPerKwh(), "L/kWh", source));
                terms.add(new Term("EWIF of " + each.region(), each.ewifLitresPerKwh(), "L/kWh", source));
            }
            terms.add(new Term("carbon intensity of " + each.region(), each.gramsCo2ePerKwh(), "g/kWh", source));
        });
        preset.ifPresent(each -> terms.add(
                new Term("water preset " + each.label(), each.centralLitresPerKwh(), "L/kWh", each.source())));
        return terms;
    }
}
