package io.wattledger.bench.trial;

import io.wattledger.bench.contender.Settings;
import io.wattledger.bench.contender.Tables;
import io.wattledger.ledger.Amount;
import io.wattledger.ledger.Cell;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Footprint;
import io.wattledger.ledger.Tariff;
import io.wattledger.ledger.Total;
import io.wattledger.ledger.Usage;
import io.wattledger.ledger.Window;
import io.wattledger.v1.FootprintKey;
import io.wattledger.v1.InferenceEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The totals of some events as the ledger computes them, each event priced by itself. */
public final class ExpectedTotals {

    private final Tables tables;
    private final Map<FootprintKey, Total> totals = new HashMap<>();

    public ExpectedTotals(Settings settings) {
        this.tables = Tables.read(settings);
    }

    /** Adds an event to the windows it lies in. */
    public void add(InferenceEvent event) {
        Total more = total(event);
        for (Window window : Window.values()) {
            totals.merge(key(event, window), more, Total::plus);
        }
    }

    /** The totals by window. */
    public Map<FootprintKey, Total> byWindow() {
        return Map.copyOf(totals);
    }

    private Total total(InferenceEvent event) {
        Dimensions dimensions = new Dimensions(
                event.getTeam(),
                Optional.ofNullable(event.getProject()),
                event.getModelId(),
                event.getGpu(),
                event.getRegion());
        Long measured = event.getMeasuredEnergyMicrojoules();
        Cell cell = new Cell(
                Window.MINUTE.start(event.getOccurredAt().toEpochMilli()),
                dimensions,
                measured != null,
                event.getBatchSize() == null ? OptionalInt.empty() : OptionalInt.of(event.getBatchSize()));
        Tariff tariff =
                Tariff.of(cell, tables.costs(event.getModelId(), event.getGpu()), tables.sites(event.getRegion()));
        Footprint footprint = tariff.price(usage(event, measured == null ? 0 : measured));
        boolean compared = footprint.estimatedEnergy().isPresent();
        return new Total(
                usage(event, 0),
                footprint.energy().isEmpty() ? 1 : 0,
                footprint.energy().isPresent() && footprint.carbon().isEmpty() ? 1 : 0,
                footprint,
                measured == null ? Amount.zero() : Amount.exactly(measured),
                compared && measured != null ? measured : 0,
                Footprint.UNKNOWN);
    }

    private static Usage usage(InferenceEvent event, long measured) {
        return new Usage(
                1,
                0,
                event.getInferences(),
                event.getInputTokens(),
                event.getCachedInputTokens(),
                event.getOutputTokens(),
                measured);
    }

    private static FootprintKey key(InferenceEvent event, Window window) {
        return new FootprintKey(
                Instant.ofEpochMilli(window.start(event.getOccurredAt().toEpochMilli())),
                Math.toIntExact(window.length().toSeconds()),
                event.getTeam(),
                event.getProject(),
                event.getModelId(),
                event.getGpu(),
                event.getRegion());
    }
}
