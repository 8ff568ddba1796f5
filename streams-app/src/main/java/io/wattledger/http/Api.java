package io.wattledger.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.wattledger.access.Viewer;
import io.wattledger.books.Books;
import io.wattledger.books.BudgetMonth;
import io.wattledger.books.HistoryException;
import io.wattledger.books.LiveBooks;
import io.wattledger.books.OwnBooks;
import io.wattledger.http.FootprintQuery.Group;
import io.wattledger.http.Listing.Column;
import io.wattledger.ledger.Dimension;
import io.wattledger.ledger.Total;
import io.wattledger.metrics.Budget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the books stand, and what they say of the footprint: to everybody, of the teams that are his. */
final class Api {

    /** All totals are decoded for it, and many may ask within a second. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private static final Set<String> FILTERS =
            Arrays.stream(Dimension.values()).map(Dimension::label).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> LISTED = union(Page.PARAMETERS, Set.of(Answers.FORMAT));
    private static final Set<String> FOOTPRINT = union(union(FILTERS, LISTED), Set.of("step", "by", "from", "to"));

    private final LiveBooks books;
    private final FootprintReader reader;
    private final Map<String, Budget> budgets;
    private final String version;
    private Books latest = Books.NONE;
    private long latestNanos = System.nanoTime() - FRESH.toNanos();

    Api(LiveBooks books, Map<String, Budget> budgets, String version) {
        this.books = books;
        this.reader = new FootprintReader(books, this::all);
        this.budgets = new TreeMap<>(budgets);
        this.version = version;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new HashSet<>(one);
        both.addAll(other);
        return Set.copyOf(both);
    }

    private synchronized Books all() {
        long now = System.nanoTime();
        if (now - latestNanos >= FRESH.toNanos()) {
            latest = books.all();
            latestNanos = now;
        }
        return latest;
    }

    /** How the books stand, as far as the viewer may know. */
    ObjectNode status(Viewer viewer) {
        OptionalLong lag = books.lags().stream()
                .mapToLong(
                        lags -> lags.stream().mapToLong(OwnBooks.Lag::records).sum())
                .findFirst();
        return BooksJson.status(all(), lag, version, viewer);
    }

    void status(Context context) {
        Answers.send(context, status(Gate.viewer(context.req())), Instant.now());
    }

    void footprint(Context context)
            throws BadQuery, ForbiddenException, HistoryException, NotReadyException, InterruptedException {
        spans(context, BooksJson.TOTAL, total -> true, BooksJson::total);
    }

    void corrections(Context context)
            throws BadQuery, ForbiddenException, HistoryException, NotReadyException, InterruptedException {
        spans(context, BooksJson.CORRECTION, BooksJson::isCorrected, BooksJson::correction);
    }

    /** What a row shows of a total. */
    @FunctionalInterface
    private interface Shown {
        void in(ObjectNode row, Total total);
    }

    private void spans(Context context, List<Column> columns, Predicate<Total> wanted, Shown shown)
            throws BadQuery, ForbiddenException, HistoryException, NotReadyException, InterruptedException {
        Instant now = Instant.now();
        Viewer viewer = Gate.viewer(context.req());
        Parameters parameters = Parameters.of(context.queryParamMap(), FOOTPRINT);
        Page page = Page.of(parameters);
        FootprintQuery query = FootprintQuery.of(parameters, now).within(viewer);
        requireRead();
        FootprintReader.Found found = reader.read(query, now);
        NavigableMap<String, ObjectNode> rows = new TreeMap<>();
        found.rows().forEach((group, total) -> {
            if (wanted.test(total)) {
                ObjectNode row = row(query, group);
                shown.in(row, total);
                rows.put(Page.key(group.start(), group.values()), row);
            }
        });
        ObjectNode head = head(query, found, viewer);
        shown.in(head.putObject("total"), found.rows().values().stream().reduce(Total.NONE, Total::cappedPlus));
        Map<String, String> fixed = query.period()
                .map(period -> Map.of("from", time(period.from()), "to", time(period.to())))
                .orElse(Map.of());
        List<Column> all = new ArrayList<>();
        query.step().ifPresent(step -> all.add(Column.of("start")));
        query.by().forEach(dimension -> all.add(Column.of(dimension.label())));
        all.addAll(columns);
        Answers.send(context, parameters, listing(context, parameters, head, "rows", all, page, rows, fixed), now);
    }

    private static ObjectNode row(FootprintQuery query, Group group) {
        ObjectNode row = BooksJson.object();
        query.step().ifPresent(step -> row.put("start", time(group.start())));
        for (int i = 0; i < query.by().size(); i++) {
            row.put(query.by().get(i).label(), group.values().get(i));
        }
        return row;
    }

    private static ObjectNode head(FootprintQuery query, FootprintReader.Found found, Viewer viewer) {
        ObjectNode head = BooksJson.object();
        head.put("step", query.stepLabel());
        var by = head.putArray("by");
        query.by().stream().map(Dimension::label).forEach(by::add);
        var period = query.period();
        head.put("from", period.map(each -> time(each.from())).orElse(null));
        head.put("to", period.map(each -> time(each.to())).orElse(null));
        head.put(
                "complete", period.map(each -> found.knownFrom() <= each.from()).orElse(true));
        head.put("knownFrom", period.map(each -> time(found.knownFrom())).orElse(null));
        BooksJson.teams(head, "scope", viewer);
        return head;
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static Listing listing(
            Context context,
            Parameters parameters,
            ObjectNode head,
            String name,
            List<Column> columns,
            Page page,
            NavigableMap<String, ObjectNode> rows,
            Map<String, String> fixed) {
        Page.Cut<ObjectNode> cut = page.of(rows);
        return new Listing(
                head,
                name,
                columns,
                cut.rows(),
                cut.next().map(last -> Page.next(context.path(), parameters, fixed, last)));
    }

    private void requireRead() throws NotReadyException {
        if (books.lags().isEmpty()) {
            throw new NotReadyException();
        }
    }

    /** Every team that has books or a budget, with its running total. */
    void teams(Context context) throws BadQuery, NotReadyException {
        Viewer viewer = Gate.viewer(context.req());
        Parameters parameters = Parameters.of(context.queryParamMap(), LISTED);
        Page page = Page.of(parameters);
        requireRead();
        Map<String, Total> totals = new HashMap<>();
        all().totals().forEach((dimensions, total) -> totals.merge(dimensions.team(), total, Total::cappedPlus));
        budgets.keySet().forEach(team -> totals.putIfAbsent(team, Total.NONE));
        NavigableMap<String, ObjectNode> rows = new TreeMap<>();
        totals.forEach((team, total) -> {
            if (viewer.covers(team)) {
                ObjectNode row = BooksJson.object().put("team", team).put("budget", budgets.containsKey(team));
                BooksJson.total(row, total);
                rows.put(team, row);
            }
        });
        List<Column> columns = Stream.concat(
                        Stream.of(Column.of("team"), Column.of("budget")), BooksJson.TOTAL.stream())
                .toList();
        Answers.send(
                context,
                parameters,
                listing(context, parameters, head(viewer), "teams", columns, page, rows, Map.of()),
                Instant.now());
    }

    private static ObjectNode head(Viewer viewer) {
        ObjectNode head = BooksJson.object();
        BooksJson.teams(head, "scope", viewer);
        return head;
    }

    /** What has no cost, or no water and carbon, and whether there is one by now. */
    void unpriced(Context context) throws BadQuery, ForbiddenException, NotReadyException {
        Instant now = Instant.now();
        Viewer viewer = Gate.viewer(context.req());
        Parameters parameters = Parameters.of(context.queryParamMap(), union(FILTERS, LISTED));
        Page page = Page.of(parameters);
        FootprintQuery query = FootprintQuery.of(parameters, now).within(viewer).by(List.of(Dimension.values()));
        requireRead();
        Map<Group, Total> found = new HashMap<>();
        all().totals().forEach((dimensions, total) -> query.add(found, 0, dimensions, total));
        NavigableMap<String, ObjectNode> rows = new TreeMap<>();
        found.forEach((group, total) -> {
            if (total.unpricedRequests() > 0 || total.unsitedRequests() > 0) {
                ObjectNode row = row(query, group);
                row.put("requests", total.usage().requests());
                row.put("unpricedRequests", total.unpricedRequests());
                row.put("unsitedRequests", total.unsitedRequests());
                row.put(
                        "costInForce",
                        inForce(books.published()
                                .costs(
                                        row.path("model").asText(),
                                        row.path("gpu").asText(),
                                        now.toEpochMilli())));
                row.put(
                        "siteFactorsInForce",
                        inForce(books.published().sites(row.path("region").asText(), now.toEpochMilli())));
                rows.put(Page.key(0, group.values()), row);
            }
        });
        List<Column> columns = Stream.of(
                        "team",
                        "project",
                        "model",
                        "gpu",
                        "region",
                        "requests",
                        "unpricedRequests",
                        "unsitedRequests",
                        "costInForce",
                        "siteFactorsInForce")
                .map(Column::of)
                .toList();
        Answers.send(
                context,
                parameters,
                listing(context, parameters, head(viewer), "rows", columns, page, rows, Map.of()),
                now);
    }

    private static boolean inForce(List<? extends io.wattledger.books.Published.Shown<?>> revisions) {
        return revisions.stream().anyMatch(io.wattledger.books.Published.Shown::inForce);
    }

    /** How the month of each team with a budget stands. */
    void budgets(Context context) throws BadQuery, NotReadyException {
        Instant now = Instant.now();
        Viewer viewer = Gate.viewer(context.req());
        Parameters parameters = Parameters.of(context.queryParamMap(), LISTED);
        Page page = Page.of(parameters);
        requireRead();
        Map<String, BudgetMonth> months = BudgetMonth.at(now, books.months());
        NavigableMap<String, ObjectNode> rows = new TreeMap<>();
        budgets.forEach((team, budget) -> {
            if (viewer.covers(team)) {
                rows.put(team, BooksJson.budget(team, budget, Optional.ofNullable(months.get(team))));
            }
        });
        Answers.send(
                context,
                parameters,
                listing(context, parameters, head(viewer), "budgets", BooksJson.BUDGET, page, rows, Map.of()),
                now);
    }
}
