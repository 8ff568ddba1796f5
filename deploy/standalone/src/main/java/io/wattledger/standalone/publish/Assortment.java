package io.wattledger.standalone.publish;

import io.wattledger.estimator.CostRow;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.SiteRow;
import io.wattledger.estimator.UnknownNameException;
import io.wattledger.estimator.catalogue.CostCatalogue;
import io.wattledger.estimator.catalogue.Gpu;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.catalogue.SiteCatalogue;
import io.wattledger.estimator.cli.CatalogueFile;
import io.wattledger.estimator.cli.CostEstimator;
import io.wattledger.estimator.method.Models;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be published: the bundled catalogue, a user's own, or both. */
public record Assortment(List<CostRow> costs, List<SiteRow> sites) {

    private static final String LISTED = "the catalogue that is published";

    public Assortment {
        costs = List.copyOf(costs);
        sites = List.copyOf(sites);
    }

    /** What comes with the estimator. */
    public static Assortment bundled() {
        return new Assortment(
                CostCatalogue.bundled().withHost().rows(),
                SiteCatalogue.bundled().rows());
    }

    /**
     * A user's own file, with what it asks methods for.
     *
     * @throws EstimateException if a method cannot compute its entry, or one that is computed is also given
     */
    public static Assortment of(CatalogueFile file, CostEstimator estimator) {
        List<CostRow> costs = new ArrayList<>(file.costs());
        Set<String> keys = costs.stream().map(entry -> entry.key()).collect(Collectors.toCollection(HashSet::new));
        file.estimates().forEach(entry -> {
            CostRow cost = estimator.estimate(entry);
            if (!keys.add(cost.key())) {
                throw new EstimateException(
                        "%s: %s comes twice in the file; remove one".formatted(entry.place(), cost.key()));
            }
            costs.add(cost);
        });
        return new Assortment(costs, file.sites());
    }

    /** This and what the other has beside it. Where both have a key or a region, this one's counts, with all of its revisions. */
    public Assortment and(Assortment other) {
        Set<String> keys = costs.stream().map(entry -> entry.key()).collect(Collectors.toSet());
        Set<String> regions = sites.stream().map(SiteRow::region).collect(Collectors.toSet());
        return new Assortment(
                both(costs, other.costs, entry -> !keys.contains(entry.key())),
                both(sites, other.sites, site -> !regions.contains(site.region())));
    }

    /**
     * The costs of models on GPUs; of all, where none is named.
     *
     * @param keys the names that a row has; each will do
     * @throws UnknownNameException if a name is that of no row
     */
    public List<CostRow> costs(Collection<String> models, Collection<String> gpus, TableKeys keys) {
        List<CostRow> chosen = choose("model", models, costs, entry -> names(keys, entry, 0));
        chosen = choose("GPU", gpus, chosen, entry -> names(keys, entry, 1));
        return chosen;
    }

    /**
     * The costs of each model on each GPU: the offered row, and what a method says where none is offered.
     *
     * @param estimate computes the row of a model and a GPU
     * @throws EstimateException if a pair is not offered and no method covers it
     */
    public List<CostRow> pairs(
            Collection<String> models,
            Collection<String> gpus,
            TableKeys keys,
            BiFunction<String, String, CostRow> estimate) {
        Map<String, CostRow> chosen = new LinkedHashMap<>();
        for (String model : models) {
            for (String gpu : gpus) {
                CostRow row = costs.stream()
                        .filter(each -> same(each.model(), each.gpu(), model, gpu)
                                || (names(keys, each, 0).contains(model)
                                        && names(keys, each, 1).contains(gpu)))
                        .findFirst()
                        .orElseGet(() -> estimate.apply(model, gpu));
                chosen.putIfAbsent(row.key(), row);
            }
        }
        return List.copyOf(chosen.values());
    }

    /**
     * The factors of regions; of all, where none is named.
     *
     * @throws UnknownNameException if a region has no factors
     */
    public List<SiteRow> sites(Collection<String> regions) {
        return choose("region", regions, sites, site -> Set.of(site.region()));
    }

    /**
     * The factors of a region at a time, or its first if it has none for that time.
     *
     * @throws UnknownNameException if the region has no factors
     */
    public SiteRow site(String region, Instant at) {
        List<SiteRow> revisions = sites(List.of(region));
        return revisions.stream()
                .filter(site -> !site.effectiveFrom().isAfter(at))
                .max(Comparator.comparing(SiteRow::effectiveFrom))
                .or(() -> revisions.stream().min(Comparator.comparing(SiteRow::effectiveFrom)))
                .orElseThrow();
    }

    /** Whether both names mean the same model on the same GPU, in whatever case or by whatever alias. */
    private static boolean same(String model, String gpu, String otherModel, String otherGpu) {
        return Models.canonical(model).equals(Models.canonical(otherModel)) && gpu(gpu).equals(gpu(otherGpu));
    }

    private static String gpu(String name) {
        return GpuCatalogue.bundled().find(name).map(Gpu::name).orElse(name);
    }

    private static <T> List<T> choose(
            String kind, Collection<String> wanted, List<T> from, Function<T, Set<String>> names) {
        Set<String> known =
                from.stream().flatMap(each -> names.apply(each).stream()).collect(Collectors.toSet());
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw new UnknownNameException(kind, name, known, LISTED);
            }
        }
        Predicate<T> chosen =
                each -> wanted.isEmpty() || names.apply(each).stream().anyMatch(wanted::contains);
        return from.stream().filter(chosen).toList();
    }

    private static Set<String> names(TableKeys keys, CostRow row, int part) {
        return keys.of(row).stream().map(key -> key.parts().get(part)).collect(Collectors.toSet());
    }

    private static <T> List<T> both(List<T> ours, List<T> theirs, Predicate<T> wanted) {
        return Stream.concat(ours.stream(), theirs.stream().filter(wanted)).toList();
    }
}
