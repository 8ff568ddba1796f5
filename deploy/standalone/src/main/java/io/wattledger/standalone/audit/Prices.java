package io.wattledger.standalone.audit;

import io.wattledger.schemas.DecodeException;
import io.wattledger.schemas.Position;
import io.wattledger.schemas.RegistryAccessException;
import io.wattledger.schemas.RegistryUnavailableException;
import io.wattledger.standalone.audit.Sum.Amount;
import io.wattledger.standalone.audit.Sum.Count;
import io.wattledger.v1.CostRevision;
import io.wattledger.v1.InferenceCosts;
import io.wattledger.v1.SiteFactors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Rules 4 and 5: what the tables make a cell cost. Rows are told in the order of their offsets. */
final class Prices {

    private final BiFunction<byte[], Position, InferenceCosts> costDecoder;
    private final BiFunction<byte[], Position, SiteFactors> siteDecoder;
    private final Map<String, TimeLine<List<OperatingPoint>>> costs = new HashMap<>();
    private final Map<String, TimeLine<Factors>> sites = new HashMap<>();
    private final Kept keptCosts = new Kept();
    private final Kept keptSites = new Kept();
    private long ignoredRows;

    Prices(
            BiFunction<byte[], Position, InferenceCosts> costDecoder,
            BiFunction<byte[], Position, SiteFactors> siteDecoder) {
        this.costDecoder = costDecoder;
        this.siteDecoder = siteDecoder;
    }

    /** Where the topics of costs and sites begin. */
    void keptFrom(long costsBegin, long sitesBegin) {
        keptCosts.from(costsBegin);
        keptSites.from(sitesBegin);
    }

    void costRow(ConsumerRecord<byte[], byte[]> row) {
        keptCosts.row(row.offset());
        read(row, costs, (bytes, at) -> costDecoder.apply(bytes, at).getRevisions().stream()
                .map(revision -> new Published<>(
                        revision.getRevision(),
                        revision.getEffectiveFrom(),
                        revision.getEffectiveTo(),
                        points(revision)))
                .toList());
    }

    void siteRow(ConsumerRecord<byte[], byte[]> row) {
        keptSites.row(row.offset());
        read(row, sites, (bytes, at) -> siteDecoder.apply(bytes, at).getRevisions().stream()
                .map(site -> new Published<>(
                        site.getRevision(), site.getEffectiveFrom(), site.getEffectiveTo(), Factors.of(site)))
                .toList());
    }

    private static List<OperatingPoint> points(CostRevision revision) {
        if (revision.getOperatingPoints().isEmpty()) {
            throw new IllegalArgumentException("no operating point");
        }
        return revision.getOperatingPoints().stream().map(OperatingPoint::of).toList();
    }

    /** A sound revision of a row. */
    private record Published<R>(
            String name, Instant from, @Nullable Instant to, R figures) {}

    private <R> void read(
            ConsumerRecord<byte[], byte[]> row,
            Map<String, TimeLine<R>> table,
            BiFunction<byte[], Position, List<Published<R>>> reader) {
        if (row.key() == null) {
            ignoredRows++;
            return;
        }
        String key = new String(row.key(), StandardCharsets.UTF_8);
        if (row.value() == null) {
            TimeLine<R> line = table.get(key);
            if (line != null) {
                line.end(row.timestamp());
            }
            return;
        }
        try {
            Position at = new Position(row.topic(), row.partition(), row.offset());
            List<Published<R>> revisions = reader.apply(row.value(), at);
            TimeLine<R> line = table.computeIfAbsent(key, name -> new TimeLine<>());
            for (Published<R> revision : revisions) {
                OptionalLong to = revision.to() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(revision.to().toEpochMilli());
                line.publish(revision.name(), revision.from().toEpochMilli(), to, revision.figures(), row.timestamp());
            }
        } catch (RegistryUnavailableException | RegistryAccessException e) {
            throw e;
        } catch (DecodeException | IllegalArgumentException e) {
            ignoredRows++;
        }
    }

    /** Rows that cannot be read or that physics refuses. */
    long ignoredRows() {
        return ignoredRows;
    }

    /** Whether a row of the table named the revision, or may have done so and is gone. */
    enum Naming {
        KNOWN,
        FORGOTTEN,
        MADE_UP
    }

    /** What an entry's cost revision is. */
    Naming cost(Dimensions dimensions, @Nullable String revision) {
        return naming(revision, costs.get(costKey(dimensions)), keptCosts);
    }

    /** What an entry's site revision is. */
    Naming site(Dimensions dimensions, @Nullable String revision) {
        return naming(revision, sites.get(dimensions.region()), keptSites);
    }

    private static Naming naming(@Nullable String revision, @Nullable TimeLine<?> line, Kept kept) {
        if (revision == null || (line != null && line.names(revision))) {
            return Naming.KNOWN;
        }
        return kept.forgot() ? Naming.FORGOTTEN : Naming.MADE_UP;
    }

    /** Whether a row came when the usage may have been forgotten, so that it need not have been applied. */
    boolean changedAfter(long time, Dimensions dimensions) {
        TimeLine<List<OperatingPoint>> cost = costs.get(costKey(dimensions));
        TimeLine<Factors> site = sites.get(dimensions.region());
        return (cost != null && cost.latestChange() > time) || (site != null && site.latestChange() > time);
    }

    /** What a cell adds to its window; amounts that a long cannot hold are unknown. */
    Sum book(Cell cell, Usage usage) {
        Sum sum = new Sum()
                .add(Count.REQUESTS, usage.requests())
                .add(Count.INFERENCES, usage.inferences())
                .add(Count.INPUT, usage.input())
                .add(Count.CACHED, usage.cached())
                .add(Count.OUTPUT, usage.output());
        Dimensions dimensions = cell.window().dimensions();
        long minute = cell.window().start();
        Optional<long[]> estimate;
        try {
            estimate = in(costs, costKey(dimensions), minute).map(points -> energy(points, cell, usage));
        } catch (ArithmeticException doesNotFit) {
            return sum.add(Count.UNPRICED, usage.requests());
        }
        Optional<long[]> energy = cell.measured()
                ? Optional.of(new long[] {usage.measured(), usage.measured(), usage.measured()})
                : estimate;
        if (energy.isEmpty()) {
            return sum.add(Count.UNPRICED, usage.requests());
        }
        if (cell.measured()) {
            sum.add(Count.MEASURED, usage.measured());
            estimate.ifPresent(amount -> add(sum, Amount.ESTIMATE, amount));
        }
        add(sum, Amount.ENERGY, energy.get());
        Optional<Factors> factors = in(sites, dimensions.region(), minute);
        if (factors.isEmpty() || !addSited(sum, energy.get(), factors.get())) {
            sum.add(Count.UNSITED, usage.requests());
        }
        return sum;
    }

    /** Adds all or nothing. */
    private static boolean addSited(Sum sum, long[] energy, Factors factors) {
        try {
            long[] facility = Factors.times(energy, factors.facility());
            long[] water = Factors.times(energy, factors.water());
            long[] carbon = Factors.times(energy, factors.carbon());
            add(sum, Amount.FACILITY, facility);
            add(sum, Amount.WATER, water);
            add(sum, Amount.CARBON, carbon);
            return true;
        } catch (ArithmeticException doesNotFit) {
            return false;
        }
    }

    /** Whether there never was a cost whose price for the usage a long cannot hold. */
    boolean everyCostFits(Cell cell, Usage usage) {
        TimeLine<List<OperatingPoint>> line = costs.get(costKey(cell.window().dimensions()));
        if (line == null) {
            return true;
        }
        try {
            line.ever().forEach(points -> energy(points, cell, usage));
            return true;
        } catch (ArithmeticException doesNotFit) {
            return false;
        }
    }

    private static long[] energy(List<OperatingPoint> points, Cell cell, Usage usage) {
        return OperatingPoint.at(points, cell.batch()).energy(usage);
    }

    private static void add(Sum sum, Amount amount, long[] ends) {
        sum.add(amount, ends[0], ends[1], ends[2]);
    }

    private static <R> Optional<R> in(Map<String, TimeLine<R>> table, String key, long minute) {
        TimeLine<R> line = table.get(key);
        return line == null ? Optional.empty() : line.at(minute);
    }

    private static String costKey(Dimensions dimensions) {
        return dimensions.modelId() + "|" + dimensions.gpu();
    }
}
