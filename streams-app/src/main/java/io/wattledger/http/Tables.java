package io.wattledger.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.wattledger.books.LiveBooks;
import io.wattledger.books.Published;
import io.wattledger.http.Listing.Column;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What inferences cost and what sites make of it, and what an inference would cost. It tells nothing of any team. */
final class Tables {

    private static final Set<String> COSTS = listed("model", "gpu");
    private static final Set<String> SITES = listed("region");

    private final LiveBooks books;
    private final Estimates estimates = new Estimates();

    Tables(LiveBooks books) {
        this.books = books;
    }

    private static Set<String> listed(String... filters) {
        Set<String> known = new HashSet<>(Page.PARAMETERS);
        known.addAll(List.of(filters));
        return Set.copyOf(known);
    }

    /** Without revisions if nothing was published. */
    void cost(Context context) {
        String model = context.pathParam("model");
        String gpu = context.pathParam("gpu");
        Answers.send(context, costs(books.published(), model, gpu), Instant.now());
    }

    /** Without revisions if nothing was published. */
    void site(Context context) {
        Answers.send(context, sites(books.published(), context.pathParam("region")), Instant.now());
    }

    private static ObjectNode costs(Published published, String model, String gpu) {
        return TablesJson.costs(model, gpu, published.costs(model, gpu, System.currentTimeMillis()));
    }

    private static ObjectNode sites(Published published, String region) {
        return TablesJson.site(region, published.sites(region, System.currentTimeMillis()));
    }

    /** All rows, or those of a model, a GPU, or both. */
    void costs(Context context) throws BadQuery {
        Parameters parameters = Parameters.of(context.queryParamMap(), COSTS);
        Optional<String> model = parameters.one("model");
        Optional<String> gpu = parameters.one("gpu");
        NavigableMap<String, Published.CostKey> keys = new TreeMap<>();
        Published published = books.published();
        published.costKeys().stream()
                .filter(key -> model.map(key.model()::equals).orElse(true))
                .filter(key -> gpu.map(key.gpu()::equals).orElse(true))
                .forEach(key -> keys.put(Page.key(0, List.of(key.model(), key.gpu())), key));
        Page.Cut<Published.CostKey> cut = Page.of(parameters).of(keys);
        list(
                context,
                parameters,
                "costs",
                cut.next(),
                cut.rows().stream()
                        .map(key -> costs(published, key.model(), key.gpu()))
                        .toList());
    }

    /** All regions, or one. */
    void sites(Context context) throws BadQuery {
        Parameters parameters = Parameters.of(context.queryParamMap(), SITES);
        Optional<String> region = parameters.one("region");
        NavigableMap<String, String> regions = new TreeMap<>();
        Published published = books.published();
        published.siteRegions().stream()
                .filter(each -> region.map(each::equals).orElse(true))
                .forEach(each -> regions.put(each, each));
        Page.Cut<String> cut = Page.of(parameters).of(regions);
        list(
                context,
                parameters,
                "sites",
                cut.next(),
                cut.rows().stream().map(each -> sites(published, each)).toList());
    }

    private static void list(
            Context context, Parameters parameters, String name, Optional<String> last, List<ObjectNode> rows) {
        Optional<String> next = last.map(key -> Page.next(context.path(), parameters, Map.of(), key));
        next.ifPresent(address -> context.header("Link", "<" + address + ">; rel=\"next\""));
        Listing listing = new Listing(BooksJson.object(), name, List.<Column>of(), rows, next);
        Answers.send(context, listing.json(), Instant.now());
    }

    /** What the books would charge, or what the estimator says where they have no cost. */
    void estimate(Context context) throws BadQuery {
        Instant now = Instant.now();
        Answers.send(context, estimates.answer(context.queryParamMap(), books.published(), now.toEpochMilli()), now);
    }
}
