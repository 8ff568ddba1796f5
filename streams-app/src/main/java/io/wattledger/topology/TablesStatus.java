package io.wattledger.topology;

/** How the two global tables of this instance stand. */
public record TablesStatus(TableStatus costs, TableStatus sites) {

    /** Before anything was read. */
    public TablesStatus() {
        this(new TableStatus(), new TableStatus());
    }
}
