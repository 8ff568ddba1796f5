package io.wattledger.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.wattledger.books.BudgetMonth;
import io.wattledger.books.Counts;
import io.wattledger.books.Later;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Reject;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Unit;
import io.wattledger.ledger.Usage;
import io.wattledger.topology.TableStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Where the values of a meter come from. */
@FunctionalInterface
interface Reading {

    /** The topics of the two tables, without their prefix. */
    String COSTS = "inference-costs";

    String SITES = "site-factors";

    /** Takes the values of a meter. */
    @FunctionalInterface
    interface Points {
        void add(Labels labels, double value);

        /**
         * With something that it counted lately, for scrapers that take exemplars.
         *
         * @param example names it
         */
        default void add(Labels labels, double value, Labels example) {
            add(labels, value);
        }
    }

    /** Hands the values at that moment to {@code points}; none where the books do not know one. */
    void read(Moment moment, Points points);

    /** A value of each series. */
    static Reading series(Function<Total, OptionalDouble> value) {
        return (moment, points) -> moment.series()
                .forEach((labels, total) -> value.apply(total).ifPresent(known -> points.add(labels, known)));
    }

    /** A value of each series in the running windows and in those before; 0 where nothing happened. */
    static Reading windows(Function<Total, OptionalDouble> value) {
        return (moment, points) -> moment.windows()
                .forEach(window -> moment.windowSeries().forEach(series -> {
                    Total total = window.totals().get(series);
                    OptionalDouble known = total == null ? OptionalDouble.of(0) : value.apply(total);
                    known.ifPresent(shown -> points.add(series.merge(window.labels()), shown));
                }));
    }

    /** The budgets that teams have. */
    static Reading budgets(Function<Budget, OptionalDouble> amount) {
        return (moment, points) -> moment.budgets().forEach((team, budget) -> amount.apply(budget)
                .ifPresent(value -> points.add(Labels.of("team", team), value)));
    }

    /** What teams used of the budgets that they have now, in the month of now. */
    static void budgetUsed(Moment moment, Points points) {
        Map<String, BudgetMonth> byTeam =
                BudgetMonth.at(moment.at(), moment.books().budgets());
        byTeam.values()
                .forEach(month -> month.spent().forEach((quantity, spent) -> moment.budget(month.team(), quantity)
                        .ifPresent(budget -> points.add(
                                Labels.of("quantity", quantity.name().toLowerCase(Locale.ROOT), "team", month.team()),
                                spent / 1e6 / budget))));
    }

    static Function<Total, OptionalDouble> count(ToLongFunction<Total> count) {
        return total -> OptionalDouble.of((double) count.applyAsLong(total));
    }

    /** An end of an amount without what corrections made of it, in base units. */
    static <U extends Unit> Function<Total, OptionalDouble> millionths(
            Function<Footprint, Optional<Amount<U>>> amount, ToLongFunction<Amount<U>> end) {
        return total -> amount.apply(total.footprint())
                .map(a -> OptionalDouble.of((end.applyAsLong(a)
                                - amount.apply(total.corrections())
                                        .map(end::applyAsLong)
                                        .orElse(0L))
                        / 1e6))
                .orElse(OptionalDouble.empty());
    }

    /** What the books say, corrections included, in base units. */
    static <U extends Unit> Function<Total, OptionalDouble> central(Function<Footprint, Optional<Amount<U>>> amount) {
        return total -> amount.apply(total.footprint())
                .map(a -> OptionalDouble.of(a.central() / 1e6))
                .orElse(OptionalDouble.empty());
    }

    static <U extends Unit> Function<Total, OptionalDouble> corrections(
            Function<Footprint, Optional<Amount<U>>> amount) {
        return total -> amount.apply(total.corrections())
                .map(a -> OptionalDouble.of(a.central() / 1e6))
                .orElse(OptionalDouble.empty());
    }

    /** Tokens, so that the sum over the types is the sum of all. */
    static void tokens(Moment moment, Points points) {
        moment.series().forEach((labels, total) -> {
            Usage usage = total.usage();
            points.add(labels.add("type", "input"), (double) (usage.inputTokens() - usage.cachedInputTokens()));
            points.add(labels.add("type", "cached_input"), (double) usage.cachedInputTokens());
            points.add(labels.add("type", "output"), (double) usage.outputTokens());
        });
    }

    /** Something of measured and estimated energy, joules, where there are both. */
    static Reading measured(DoubleBinaryOperator value) {
        return (moment, points) -> moment.byModelAndGpu().forEach((labels, total) -> {
            double truth = total.compared() / 1e6;
            double estimate =
                    total.footprint().estimatedEnergy().map(Amount::central).orElse(0L) / 1e6;
            if (truth > 0 && estimate > 0) {
                points.add(labels, value.applyAsDouble(truth, estimate));
            }
        });
    }

    static void outcomes(Moment moment, Points points) {
        moment.books().counts().forEach((partition, counts) -> {
            points.add(ofPartition(partition).add("outcome", "booked"), (double) counts.booked());
            points.add(ofPartition(partition).add("outcome", "parked"), (double) counts.parked());
            points.add(ofPartition(partition).add("outcome", "duplicate"), (double) counts.duplicate());
            points.add(ofPartition(partition).add("outcome", "rejected"), (double) counts.rejected());
        });
    }

    /** Each reason, also one that was never needed: an alert must see it begin at 0. */
    static void reasons(Moment moment, Points points) {
        moment.books().counts().forEach((partition, counts) -> {
            for (Reject.Reason reason : Reject.Reason.values()) {
                points.add(ofPartition(partition).add("reason", reason.name()), (double)
                        counts.rejectedByReason().getOrDefault(reason.name(), 0L));
            }
        });
    }

    /** Of each partition. */
    static Reading later(ToLongFunction<Later> value) {
        return (moment, points) -> moment.books()
                .counts()
                .forEach((partition, counts) ->
                        points.add(ofPartition(partition), (double) value.applyAsLong(counts.later())));
    }

    /** With the id of the last entry, which {@code footprint-journal} has. */
    static void entries(Moment moment, Points points) {
        moment.books().counts().forEach((partition, counts) -> {
            long entries = counts.later().entries();
            if (entries == 0) {
                points.add(ofPartition(partition), 0);
            } else {
                points.add(
                        ofPartition(partition),
                        (double) entries,
                        Labels.of("entry_id", partition + "-" + (entries - 1)));
            }
        });
    }

    static void parked(Moment moment, Points points) {
        points.add(Labels.EMPTY, (double) moment.counts().later().waiting());
    }

    static void oldestParked(Moment moment, Points points) {
        Duration age = moment.counts()
                .later()
                .oldestWaiting()
                .map(minute -> Duration.between(minute, moment.at()))
                .orElse(Duration.ZERO);
        points.add(Labels.EMPTY, Math.max(0, age.toMillis()) / 1e3);
    }

    /** A time, once there is one. */
    static Reading time(Function<Counts, Optional<Instant>> time) {
        return (moment, points) ->
                time.apply(moment.counts()).ifPresent(known -> points.add(Labels.EMPTY, known.toEpochMilli() / 1e3));
    }

    static void lags(Moment moment, Points points) {
        moment.books()
                .lags()
                .forEach(lag -> points.add(
                        Labels.of("partition", Integer.toString(lag.partition()), "topic", lag.topic()),
                        (double) lag.records()));
    }

    static Reading table(ToLongFunction<TableStatus> value) {
        return (moment, points) -> {
            points.add(
                    ofTable(COSTS), (double) value.applyAsLong(moment.tables().costs()));
            points.add(
                    ofTable(SITES), (double) value.applyAsLong(moment.tables().sites()));
        };
    }

    static void rowsBehind(Moment moment, Points points) {
        Later later = moment.counts().later();
        points.add(ofTable(COSTS), behind(moment.tables().costs(), later.costsOffset()));
        points.add(ofTable(SITES), behind(moment.tables().sites(), later.sitesOffset()));
    }

    static void overflow(Moment moment, Points points) {
        moment.overflow().forEach((label, values) -> points.add(Labels.of("label", label), values));
    }

    /** What HTTP counted. */
    static Reading counted(Function<HttpTraffic, Map<Labels, LongAdder>> counts) {
        return (moment, points) ->
                counts.apply(moment.traffic()).forEach((labels, count) -> points.add(labels, (double) count.sum()));
    }

    static void version(Moment moment, Points points) {
        points.add(Labels.of("version", moment.version()), 1);
    }

    private static double behind(TableStatus table, long rerated) {
        return Math.max(0, table.nextOffset() - rerated);
    }

    private static Labels ofPartition(int partition) {
        return Labels.of("partition", Integer.toString(partition));
    }

    private static Labels ofTable(String table) {
        return Labels.of("table", table);
    }
}
