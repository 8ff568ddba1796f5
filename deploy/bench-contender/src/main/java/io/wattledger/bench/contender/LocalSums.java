package io.wattledger.bench.contender;

import io.wattledger.ledger.Window;
import java.util.HashMap;
import java.util.Map;

/**
 * The first stage of the aggregation: what one thread added up by minute since it last handed it on, so that the exchange
 * between threads carries a record per window and second instead of one per event.
 */
public final class LocalSums {

    private final Tables tables;
    private final Map<WindowKey, Cell> minutes = new HashMap<>();
    private long events;

    private record Cell(MinutePrice price, Sums sums) {}

    public LocalSums(Tables tables) {
        this.tables = tables;
    }

    /** Adds an event. */
    public void add(EventView event) {
        WindowKey minute = new WindowKey(
                Window.MINUTE.start(event.occurredAt),
                WindowKey.seconds(Window.MINUTE),
                event.team,
                event.project,
                event.modelId,
                event.gpu,
                event.region);
        Cell cell = minutes.get(minute);
        if (cell == null) {
            cell = new Cell(MinutePrice.of(tables, minute), new Sums());
            minutes.put(minute, cell);
        }
        cell.price().add(event, cell.sums());
        events++;
    }

    /** Events added since the start. */
    public long events() {
        return events;
    }

    /** The sums of the windows of each length, which are forgotten here. */
    public Map<WindowKey, Sums> drain() {
        Map<WindowKey, Sums> windows = new HashMap<>(minutes.size() * 2);
        minutes.forEach((minute, cell) -> {
            windows.put(minute, cell.sums());
            add(windows, minute.in(Window.HOUR), cell.sums());
            add(windows, minute.in(Window.DAY), cell.sums());
        });
        minutes.clear();
        return windows;
    }

    private static void add(Map<WindowKey, Sums> windows, WindowKey key, Sums sums) {
        windows.computeIfAbsent(key, k -> new Sums()).add(sums);
    }
}
