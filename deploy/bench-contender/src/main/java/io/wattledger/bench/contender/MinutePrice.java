package io.wattledger.bench.contender;

import io.wattledger.ledger.Amount;
import io.wattledger.ledger.CostRevision;
import io.wattledger.ledger.OperatingPoint;
import io.wattledger.ledger.SiteRevision;
import io.wattledger.ledger.Unit;
import io.wattledger.ledger.Usage;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What prices the events of a minute, a model, a GPU and a region: looked up once, applied to each event. */
final class MinutePrice {

    private final @Nullable CostRevision cost;
    private final @Nullable SiteRevision site;

    private MinutePrice(@Nullable CostRevision cost, @Nullable SiteRevision site) {
        this.cost = cost;
        this.site = site;
    }

    static MinutePrice of(Tables tables, WindowKey minute) {
        return new MinutePrice(
                tables.costs(minute.modelId(), minute.gpu())
                        .flatMap(line -> line.at(minute.start()))
                        .orElse(null),
                tables.sites(minute.region())
                        .flatMap(line -> line.at(minute.start()))
                        .orElse(null));
    }

    /** Adds an event with what it costs, as {@code Tariff} of the ledger prices usage, without its optional parts. */
    void add(EventView event, Sums sums) {
        sums.addUsage(event.inferences, event.inputTokens, event.cachedInputTokens, event.outputTokens);
        if (cost == null && !event.measured) {
            sums.unpriced();
            return;
        }
        Amount<Unit.Microjoules> estimate;
        Amount<Unit.Microjoules> energy;
        try {
            estimate = cost == null ? null : point(cost, event.batchSize).energy(usage(event));
            energy = event.measured ? Amount.exactly(event.measuredMicrojoules) : estimate;
        } catch (ArithmeticException doesNotFit) {
            sums.unpriced();
            return;
        }
        if (energy == null) {
            throw new IllegalStateException("an event with a price has no energy");
        }
        sums.addEnergy(energy);
        if (event.measured) {
            sums.addMeasured(event.measuredMicrojoules, estimate);
        }
        addSited(energy, sums);
    }

    private void addSited(Amount<Unit.Microjoules> energy, Sums sums) {
        if (site == null) {
            sums.unsited();
            return;
        }
        try {
            sums.addSited(site.facilityEnergy(energy), site.water(energy), site.carbon(energy));
        } catch (ArithmeticException doesNotFit) {
            sums.unsited();
        }
    }

    private static OperatingPoint point(CostRevision cost, int batchSize) {
        return cost.at(batchSize == EventView.NO_BATCH_SIZE ? OptionalInt.empty() : OptionalInt.of(batchSize));
    }

    private static Usage usage(EventView event) {
        return new Usage(1, 0, event.inferences, event.inputTokens, event.cachedInputTokens, event.outputTokens, 0);
    }
}
