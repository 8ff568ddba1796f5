package io.wattledger.topology;

import io.wattledger.ledger.Account;
import io.wattledger.ledger.Cell;
import io.wattledger.ledger.CostRevision;
import io.wattledger.ledger.Revision;
import io.wattledger.ledger.SiteRevision;
import io.wattledger.ledger.Tariff;
import io.wattledger.ledger.Timeline;
import io.wattledger.topology.Accounts.Group;
import java.util.Map;
import java.util.Optional;

/** What the two tables say of a cell. */
final class Tariffs {

    private final GlobalTable<CostRevision> costs;
    private final GlobalTable<SiteRevision> sites;

    Tariffs(GlobalTable<CostRevision> costs, GlobalTable<SiteRevision> sites) {
        this.costs = costs;
        this.sites = sites;
    }

    /** Offsets in the topics of the tables, after the last rows that were taken into account. */
    record Positions(long costs, long sites) {}

    Tariff of(Cell cell) {
        return Tariff.of(cell, costs(cell), sites.get(cell.dimensions().region()));
    }

    private Optional<Timeline<CostRevision>> costs(Cell cell) {
        return costs.get(
                Records.costKey(cell.dimensions().modelId(), cell.dimensions().gpu()));
    }

    /** Whether a revision that priced the account is unknown now, because its topic forgot it: that is no reason to take a price back. */
    boolean forgot(Cell cell, Account account) {
        return forgot(account.priced().cost(), costs(cell))
                || forgot(account.priced().site(), sites.get(cell.dimensions().region()));
    }

    private static <R extends Revision> boolean forgot(Optional<String> name, Optional<Timeline<R>> line) {
        return name.isPresent() && line.map(l -> !l.knows(name.get())).orElse(true);
    }

    Positions positions() {
        return new Positions(costs.nextOffset(), sites.nextOffset());
    }

    /** For a group, the first minute whose tariff changed between two positions. */
    Changes changed(Positions from, Positions to) {
        return new Changes(
                costs.changed(begin(from.costs(), to.costs()), to.costs()),
                sites.changed(begin(from.sites(), to.sites()), to.sites()));
    }

    /** A position beyond the end is one of a topic that was since made anew, with fewer rows. */
    private static long begin(long from, long to) {
        return from > to ? 0 : from;
    }

    /** First changed minutes by cost key and by region. */
    record Changes(Map<String, Long> costs, Map<String, Long> sites) {

        boolean none() {
            return costs.isEmpty() && sites.isEmpty();
        }

        Optional<Long> firstMinute(Group group) {
            Long cost = costs.get(Records.costKey(group.modelId(), group.gpu()));
            Long site = sites.get(group.region());
            if (cost == null && site == null) {
                return Optional.empty();
            }
            return Optional.of(Math.min(cost == null ? Long.MAX_VALUE : cost, site == null ? Long.MAX_VALUE : site));
        }
    }
}
