package io.wattledger.topology;

import io.wattledger.ledger.CalendarMonth;
import io.wattledger.ledger.Quantity;
import io.wattledger.ledger.Thresholds.Crossing;
import io.wattledger.v1.BudgetStanding;
import io.wattledger.v1.FootprintAlert;
import io.wattledger.v1.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What teams with a budget used in calendar months, and the thresholds that this crosses. The sum of a month comes from the windows when
 * it is first asked for, and grows with each entry from then on, so there is no second set of sums to be kept in step. What is kept is
 * what was announced: each commit compares it with what the budget of now says.
 */
final class BudgetMonths {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetMonths.class);
    private static final Duration BETWEEN_FORGETTING = Duration.ofDays(1);

    private final ProcessorContext<Object, Object> context;
    private final BudgetSettings settings;
    private final BudgetRecords records;
    private final MonthSums sums;
    private final long reachMillis;
    private final KeyValueStore<String, Map<Quantity, Announced>> store;
    private final Map<Key, Month> months = new HashMap<>();
    private final List<Month> changed = new ArrayList<>();
    private CalendarMonth latest;
    private long nextForgetting;

    /** @param reach how far back months are of interest */
    BudgetMonths(ProcessorContext<Object, Object> context, BudgetSettings settings, MonthSums sums, Duration reach) {
        this.context = context;
        this.settings = settings;
        this.records = new BudgetRecords(settings.zone());
        this.sums = sums;
        this.reachMillis = reach.toMillis();
        this.store = context.getStateStore(Names.BUDGETS_STORE);
        this.latest = CalendarMonth.of(context.currentSystemTimeMs(), settings.zone());
    }

    private record Key(String team, CalendarMonth month) {

        /** Months first, so that those that are over lie together. */
        String text() {
            return month.month() + "|" + team;
        }
    }

    private static final class Month {
        private final Key key;
        private final Map<Quantity, Announced> announced = new EnumMap<>(Quantity.class);
        private Optional<MonthSums.MonthSum> sum = Optional.empty();
        private boolean asked;
        private boolean changed;

        Month(Key key) {
            this.key = key;
        }
    }

    /** Takes what an entry adds to its windows. */
    void add(TotalDimensions of, long minute, Tally more) {
        String team = of.dimensions.team();
        if (!settings.byTeam().containsKey(team)) {
            return;
        }
        if (!latest.contains(minute)) {
            latest = CalendarMonth.of(minute, settings.zone());
        }
        Month month = months.computeIfAbsent(new Key(team, latest), Month::new);
        if (month.sum.isPresent() && !month.sum.get().add(of.key, more)) {
            LOG.error("{} leaves the range of the books: an entry does not go in, the journal has it", month.key);
        }
        change(month);
    }

    private void change(Month month) {
        if (!month.changed) {
            month.changed = true;
            changed.add(month);
        }
    }

    /** Hands on how the months stand that something was added to, and what they crossed; to be called when all windows are written. */
    void write(long now) {
        int rows = settings.rowsPerCommit();
        List<Month> all = List.copyOf(changed);
        changed.clear();
        for (Month month : all) {
            month.changed = false;
            if (!month.asked) {
                ask(month, now);
            }
            if (month.sum.isEmpty()) {
                continue;
            }
            MonthSums.MonthSum sum = month.sum.get();
            rows = sum.whole() ? rows : sum.read(rows);
            if (sum.whole()) {
                judge(month, sum.tally(), now);
            } else {
                change(month);
            }
        }
        if (now >= nextForgetting) {
            forgetBefore(now - reachMillis);
            nextForgetting = now + BETWEEN_FORGETTING.toMillis();
        }
    }

    private void ask(Month month, long now) {
        month.asked = true;
        CalendarMonth calendar = month.key.month;
        if (calendar.start() < now - reachMillis) {
            return;
        }
        if (!sums.knows(calendar, now)) {
            LOG.warn("the budget of {} is not looked at: not all windows of the month are kept", month.key.text());
            return;
        }
        month.sum = Optional.of(sums.of(month.key.team, calendar));
        Map<Quantity, Announced> announced = store.get(month.key.text());
        if (announced != null) {
            month.announced.putAll(announced);
        }
    }

    private void judge(Month month, Tally sum, long now) {
        Key key = month.key;
        List<BudgetStanding> standings = new ArrayList<>();
        boolean news = false;
        for (var budget : settings.byTeam().getOrDefault(key.team, Map.of()).entrySet()) {
            Quantity quantity = budget.getKey();
            Range spent = sum.range(quantity);
            int reached = settings.thresholds().reached(spent.getCentral(), budget.getValue());
            BudgetStanding standing = BudgetRecords.standing(quantity, budget.getValue(), spent, reached);
            standings.add(standing);
            Announced before = month.announced.getOrDefault(quantity, Announced.NOTHING);
            long alerts = before.alerts();
            for (Crossing crossing : settings.thresholds().between(before.percent(), reached)) {
                FootprintAlert alert = records.alert(key.team, key.month, standing, crossing, alerts++, now);
                context.forward(new Record<>(key.team, alert, now), Names.ALERTS_OUT);
            }
            Announced after = new Announced(reached, alerts);
            month.announced.put(quantity, after);
            news |= !after.equals(before);
        }
        if (news) {
            store.put(key.text(), month.announced);
        }
        context.forward(
                new Record<>(key.text(), records.budget(key.team, key.month, standings), now), Names.BUDGETS_OUT);
    }

    private void forgetBefore(long oldest) {
        months.keySet().removeIf(key -> key.month.end() <= oldest);
        List<String> gone = new ArrayList<>();
        String first = CalendarMonth.of(oldest, settings.zone()).month().toString();
        try (KeyValueIterator<String, Map<Quantity, Announced>> old = store.range(null, first)) {
            old.forEachRemaining((KeyValue<String, Map<Quantity, Announced>> each) -> gone.add(each.key));
        }
        gone.forEach(store::delete);
    }
}
