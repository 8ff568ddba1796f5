package io.wattledger.standalone.audit;

/** What can differ, the most telling first. */
enum Kind {
    WINDOW("windows"),
    TOTAL("totals"),
    REJECT("rejects"),
    HANDED_ON("handedOn"),
    ENTRY("entries"),
    INTAKE("intake");

    private final String plural;

    Kind(String plural) {
        this.plural = plural;
    }

    String plural() {
        return plural;
    }
}
