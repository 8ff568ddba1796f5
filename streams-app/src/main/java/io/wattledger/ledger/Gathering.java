package io.wattledger.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a task gathers between two writes, by cell. A cell that was written stays until a whole interval brought nothing for it, so that
 * the cells of the minute at hand are read from the store once. Finding one makes no object. Not thread-safe: one per task.
 */
public final class Gathering {

    private static final int FIRST_SLOTS = 256;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final Combinations combinations;
    private final Function<Cell, Gathered> open;
    private final int most;
    private final List<Place> places = new ArrayList<>();
    private @Nullable Place[] slots = new Place[FIRST_SLOTS];

    /**
     * @param open reads the account of a cell that is not at hand, and what prices it
     * @param most cells that are at hand at most, the one added last not counted
     */
    public Gathering(Combinations combinations, Function<Cell, Gathered> open, int most) {
        this.combinations = combinations;
        this.open = open;
        this.most = most;
    }

    private record Place(
            Combination combination,
            long minute,
            boolean measured,
            boolean hasBatchSize,
            int batchSize,
            int hash,
            Gathered gathered) {

        boolean is(Combination other, long otherMinute, boolean otherMeasured, boolean otherHas, int otherBatchSize) {
            return combination == other
                    && minute == otherMinute
                    && measured == otherMeasured
                    && hasBatchSize == otherHas
                    && batchSize == otherBatchSize;
        }
    }

    /** The cell of the event, from the store if it is not at hand. */
    public Gathered of(EventFields event) {
        Combination combination = event.combination();
        long minute = Window.MINUTE.start(event.occurredAt());
        Place place = find(combination, minute, event.measured(), event.hasBatchSize(), event.batchSize());
        return place == null ? add(event, combination, minute) : place.gathered();
    }

    private @Nullable Place find(
            Combination combination, long minute, boolean measured, boolean hasBatchSize, int batchSize) {
        int mask = slots.length - 1;
        for (int at = hash(combination, minute, measured, batchSize) & mask; ; at = (at + 1) & mask) {
            Place place = slots[at];
            if (place == null || place.is(combination, minute, measured, hasBatchSize, batchSize)) {
                return place;
            }
        }
    }

    private Gathered add(EventFields event, Combination combination, long minute) {
        int hash = hash(combination, minute, event.measured(), event.batchSize());
        Gathered gathered = open.apply(Cell.of(event));
        var place = new Place(
                combination, minute, event.measured(), event.hasBatchSize(), event.batchSize(), hash, gathered);
        places.add(place);
        if (places.size() > slots.length / 2) {
            slots = new Place[2 * slots.length];
            places.forEach(this::enter);
        } else {
            enter(place);
        }
        return gathered;
    }

    /** Whether all should be written ahead of the commit, because it takes no more. */
    public boolean full() {
        return places.size() >= most || combinations.full();
    }

    /** Writes what was gathered, and lets go of the cells for which nothing was; of all cells, if it is full. */
    public void write(Consumer<Gathered> write) {
        boolean full = full();
        int kept = 0;
        for (Place place : places) {
            if (place.gathered().pending()) {
                write.accept(place.gathered());
                places.set(kept++, place);
            }
        }
        if (full) {
            places.clear();
            combinations.clear();
        } else {
            places.subList(kept, places.size()).clear();
        }
        slots = new Place[slotsFor(places.size())];
        places.forEach(this::enter);
    }

    /** Whether the cell is at hand. */
    public boolean has(Cell cell) {
        return atHand(cell) != null;
    }

    /** An account was priced anew: if its cell is at hand, what is gathered goes on top of that. */
    public void repriced(Cell cell, Account now) {
        Gathered gathered = atHand(cell);
        if (gathered != null) {
            gathered.repriced(now);
        }
    }

    private @Nullable Gathered atHand(Cell cell) {
        Combination combination = combinations.known(cell.dimensions()).orElse(null);
        if (combination == null) {
            return null;
        }
        Place place = find(
                combination,
                cell.minute(),
                cell.measured(),
                cell.batchSize().isPresent(),
                cell.batchSize().orElse(0));
        return place == null ? null : place.gathered();
    }

    /** Twice as many as there are to be, but no more than a few times what is needed. */
    private static int slotsFor(int cells) {
        return Math.max(FIRST_SLOTS, Integer.highestOneBit(Math.max(1, cells)) * 4);
    }

    private void enter(Place place) {
        int mask = slots.length - 1;
        int at = place.hash() & mask;
        while (slots[at] != null) {
            at = (at + 1) & mask;
        }
        slots[at] = place;
    }

    private static int hash(Combination combination, long minute, boolean measured, int batchSize) {
        long key = combination.number() * MIX + minute / 60_000;
        key = (key ^ (key >>> Integer.SIZE)) * MIX + batchSize * 2L + (measured ? 1 : 0);
        key = (key ^ (key >>> Integer.SIZE)) * MIX;
        return (int) (key >>> Integer.SIZE);
    }
}
