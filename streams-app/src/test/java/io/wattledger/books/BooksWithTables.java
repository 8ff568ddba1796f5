package io.wattledger.books;

import io.wattledger.ledger.Window;
import java.util.List;
import java.util.Optional;

/** Books with the tables of others. */
public record BooksWithTables(LiveBooks books, Published published) implements LiveBooks {

    @Override
    public Books all() {
        return books.all();
    }

    @Override
    public Optional<OwnBooks> own() {
        return books.own();
    }

    @Override
    public Optional<List<OwnBooks.Lag>> lags() {
        return books.lags();
    }

    @Override
    public WindowedBooks windows(Window length, long from, long to) {
        return books.windows(length, from, to);
    }

    @Override
    public WindowedBooks ownWindows(Window length, long from, long to) {
        return books.ownWindows(length, from, to);
    }

    @Override
    public WindowedBooks stored(Window length, long from, long to) throws HistoryException {
        return books.stored(length, from, to);
    }

    @Override
    public List<BudgetMonth> months() {
        return books.months();
    }
}
