package io.wattledger.topology;

import io.wattledger.ledger.Window;
import java.util.List;

/**
 * Every node and store of the topology. Changelogs and consumer state hang on these names, so a changed one is a migration: state
 * under the old name is not found again.
 */
public final class Names {

    static final String EVENTS = "inference-events";
    static final String KEYLESS = "keyless-events";
    static final String BOOKING = "booking";
    static final String KEYLESS_OUT = "keyless-events-out";
    static final String JOURNAL_OUT = "footprint-journal-out";
    static final String INTAKE_OUT = "intake-out";
    static final String REJECTED_OUT = "rejected-events-out";

    static final String JOURNAL = "footprint-journal";
    static final String TOTALLING = "totalling";
    static final String MINUTES_OUT = "footprint-1m-out";
    static final String HOURS_OUT = "footprint-1h-out";
    static final String DAYS_OUT = "footprint-1d-out";
    static final String RUNNING_OUT = "footprint-running-out";
    static final String BUDGETS_OUT = "footprint-budgets-out";
    static final String ALERTS_OUT = "footprint-alerts-out";

    static final String COSTS = "inference-costs";
    static final String COSTS_UPDATE = "inference-costs-update";
    static final String COSTS_TABLE = "inference-costs-table";
    static final String SITES = "site-factors";
    static final String SITES_UPDATE = "site-factors-update";
    static final String SITES_TABLE = "site-factors-table";

    static final String BOOKING_HOOK = "booking-commit-hook";
    static final String ACCOUNTS_STORE = "accounts";
    static final String DEDUP_STORE = "seen-events";
    static final String WAITING_STORE = "waiting-requests";
    static final String INTAKE_STORE = "intake-counts";

    static final String TOTALLING_HOOK = "totalling-commit-hook";
    static final String MINUTES_STORE = "totals-1m";
    static final String HOURS_STORE = "totals-1h";
    static final String DAYS_STORE = "totals-1d";
    static final String LIVE_STORE = "totals-live";
    static final String BUDGETS_STORE = "budget-alerts";

    private static final List<String> LOGGED_STORES = List.of(
            ACCOUNTS_STORE,
            DEDUP_STORE,
            WAITING_STORE,
            INTAKE_STORE,
            MINUTES_STORE,
            HOURS_STORE,
            DAYS_STORE,
            LIVE_STORE,
            BUDGETS_STORE);

    private Names() {}

    /** The store of the windows of a length. */
    static String store(Window window) {
        return switch (window) {
            case MINUTE -> MINUTES_STORE;
            case HOUR -> HOURS_STORE;
            case DAY -> DAYS_STORE;
        };
    }

    /** The sink of the windows of a length. */
    static String sink(Window window) {
        return switch (window) {
            case MINUTE -> MINUTES_OUT;
            case HOUR -> HOURS_OUT;
            case DAY -> DAYS_OUT;
        };
    }

    /** The changelog topics that Kafka Streams keeps for an application id. */
    public static List<String> changelogs(String applicationId) {
        return LOGGED_STORES.stream()
                .map(store -> applicationId + "-" + store + "-changelog")
                .toList();
    }
}
