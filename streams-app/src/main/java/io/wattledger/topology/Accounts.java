package io.wattledger.topology;

import io.wattledger.ledger.Account;
import io.wattledger.ledger.Cell;
import io.wattledger.ledger.Dimensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of a task. They lie in the store by group (model, GPU, region), then by minute, so that re-rating a row from a minute
 * on reads exactly the accounts that the row can have priced, and expiry reads the oldest of each group.
 */
final class Accounts {

    private final KeyValueStore<Cell, Account> store;

    Accounts(KeyValueStore<Cell, Account> store) {
        this.store = store;
    }

    /** What rows of the tables price: cost rows by model and GPU, site rows by region. */
    record Group(String modelId, String gpu, String region) {

        static Group of(Cell cell) {
            Dimensions dimensions = cell.dimensions();
            return new Group(dimensions.modelId(), dimensions.gpu(), dimensions.region());
        }

        /** Comes before all cells of the group and minute: a team is never empty. */
        private Cell first(long minute) {
            return new Cell(
                    minute, new Dimensions("", Optional.empty(), modelId, gpu, region), false, OptionalInt.empty());
        }
    }

    Account get(Cell cell) {
        return Optional.ofNullable(store.get(cell)).orElse(Account.NONE);
    }

    void put(Cell cell, Account account) {
        store.put(cell, account);
    }

    void delete(Cell cell) {
        store.delete(cell);
    }

    /** The group that follows, found by one seek; the first one after none. */
    Optional<Group> groupAfter(Optional<Group> group) {
        return first(group.map(g -> g.first(Long.MAX_VALUE)).orElse(null)).map(Group::of);
    }

    /**
     * Accounts of a group in the order of their minutes.
     *
     * @param from the first minute
     * @param to the first minute that is not wanted
     * @param after the last cell of the page before this one, if there was one
     */
    List<KeyValue<Cell, Account>> page(Group group, long from, long to, Optional<Cell> after, int limit) {
        List<KeyValue<Cell, Account>> page = new ArrayList<>();
        try (var accounts = store.range(after.orElse(group.first(from)), group.first(to))) {
            while (accounts.hasNext() && page.size() < limit) {
                KeyValue<Cell, Account> next = accounts.next();
                if (after.isEmpty() || !after.get().equals(next.key)) {
                    page.add(next);
                }
            }
        }
        return page;
    }

    @SuppressWarnings("NullAway") // Null is how the store is told of an open end.
    private Optional<Cell> first(@Nullable Cell from) {
        try (KeyValueIterator<Cell, Account> cells = store.range(from, null)) {
            return cells.hasNext() ? Optional.of(cells.peekNextKey()) : Optional.empty();
        }
    }
}
