package io.wattledger.standalone.audit;

import io.wattledger.standalone.audit.Sum.Amount;
import io.wattledger.standalone.audit.Sum.Count;
import io.wattledger.v1.EntryKind;
import io.wattledger.v1.FootprintEntry;
import io.wattledger.v1.Range;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the journal adds up to, within the cut and beyond it, and whether each entry of the cut is there once. */
final class Journal {

    private static final Pattern ENTRY_ID = Pattern.compile("(0|[1-9]\\d{0,8})-(0|[1-9]\\d{0,17})");

    private final Cut cut;
    private final Prices prices;
    private final Map<Dimensions, Dimensions> dimensions;
    private final Findings findings;
    private final Map<Window, Sum> within = new HashMap<>();
    private final Map<Window, Sum> beyond = new HashMap<>();
    private final Map<Window, Set<Amount>> corrected = new HashMap<>();
    private final Set<Window> forgotten = new HashSet<>();
    private final Map<Integer, TaskEntries> tasks = new HashMap<>();
    private final Map<Integer, Last> lasts = new TreeMap<>();

    /** The highest number of a task. */
    private record Last(long number, Window window) {}

    Journal(Cut cut, Prices prices, Map<Dimensions, Dimensions> dimensions, Findings findings) {
        this.cut = cut;
        this.prices = prices;
        this.dimensions = dimensions;
        this.findings = findings;
    }

    /** @param key of the entry's record */
    void add(String key, FootprintEntry entry) {
        Window window = window(entry);
        for (String fault : EntryRules.faults(key, entry)) {
            findings.add(Kind.ENTRY, "entry " + entry.getEntryId() + " " + fault + ", " + window);
        }
        if (isWithinCut(entry, window)) {
            within.merge(window, sum(entry), Sum::add);
            if (entry.getKind() != EntryKind.USAGE) {
                corrected
                        .computeIfAbsent(window, each -> EnumSet.noneOf(Amount.class))
                        .addAll(amounts(entry));
            }
            checkName(
                    "cost", entry.getCostRevision(), prices.cost(window.dimensions(), entry.getCostRevision()), entry);
            checkName(
                    "site", entry.getSiteRevision(), prices.site(window.dimensions(), entry.getSiteRevision()), entry);
        } else {
            beyond.merge(window, sum(entry), Sum::add);
        }
    }

    private void checkName(String table, @Nullable String name, Prices.Naming naming, FootprintEntry entry) {
        Window window = window(entry);
        if (naming == Prices.Naming.FORGOTTEN) {
            forgotten.add(window);
        } else if (naming == Prices.Naming.MADE_UP) {
            findings.add(
                    Kind.ENTRY,
                    "entry %s names %s revision '%s', which no row ever had, %s"
                            .formatted(entry.getEntryId(), table, name, window));
        }
    }

    private boolean isWithinCut(FootprintEntry entry, Window window) {
        Matcher id = ENTRY_ID.matcher(entry.getEntryId());
        if (!id.matches()) {
            findings.add(Kind.ENTRY, "entry " + entry.getEntryId() + " has no task and number, " + window);
            return true;
        }
        int task = Integer.parseInt(id.group(1));
        long number = Long.parseLong(id.group(2));
        if (number >= Math.min(cut.entries(task), Integer.MAX_VALUE)) {
            lasts.merge(task, new Last(number, window), (a, b) -> a.number() >= b.number() ? a : b);
            return false;
        }
        if (!tasks.computeIfAbsent(task, key -> new TaskEntries()).add(number, entry)) {
            findings.add(Kind.ENTRY, "entry " + entry.getEntryId() + " is there more than once, " + window);
        }
        return true;
    }

    /** Reports the numbers that no entry of the cut has. */
    void reportGaps() {
        cut.tasks().forEach((task, intake) -> {
            TaskEntries entries = of(task);
            if (entries.size() < intake.getEntries()) {
                findings.add(
                        Kind.ENTRY,
                        "entry %d-%d is missing; task %d has %,d of %,d entries"
                                .formatted(task, entries.firstMissing(), task, entries.size(), intake.getEntries()));
            }
        });
    }

    /**
     * Reports tasks with numbers that none of their entries can have.
     *
     * @param later taken after the journal was read
     */
    void reportBeyond(Cut later) {
        lasts.forEach((task, last) -> {
            if (later.of(task).isEmpty()) {
                findings.add(
                        Kind.ENTRY,
                        "entry %d-%d is of a task that intake does not know, %s"
                                .formatted(task, last.number(), last.window()));
            } else if (last.number() >= later.entries(task)) {
                findings.add(
                        Kind.ENTRY,
                        "entry %d-%d is beyond the %,d entries of its task, %s"
                                .formatted(task, last.number(), later.entries(task), last.window()));
            }
        });
    }

    /** What the entries of a task within the cut say. */
    TaskEntries of(int task) {
        return tasks.getOrDefault(task, new TaskEntries());
    }

    long size() {
        return tasks.values().stream().mapToLong(TaskEntries::size).sum();
    }

    boolean hasEntries() {
        return !within.isEmpty() || !beyond.isEmpty();
    }

    /** Sums of the entries within the cut. */
    Map<Window, Sum> within() {
        return within;
    }

    /** All windows that have entries, within the cut or beyond it. */
    Set<Window> windows() {
        Set<Window> windows = new HashSet<>(within.keySet());
        windows.addAll(beyond.keySet());
        return windows;
    }

    /** The sum of all entries of a window. */
    Sum whole(Window window) {
        Sum inside = within.get(window);
        Sum outside = beyond.get(window);
        if (inside != null && outside != null) {
            return Sum.plus(inside, outside);
        }
        return Optional.ofNullable(inside == null ? outside : inside).orElseGet(Sum::new);
    }

    /** Amounts of the window that may have been taken back. */
    Set<Amount> corrected(Window window) {
        return corrected.getOrDefault(window, Set.of());
    }

    /** Whether an entry of the window names a revision that the tables may have forgotten. */
    boolean namesForgottenRevision(Window window) {
        return forgotten.contains(window);
    }

    private static Set<Amount> amounts(FootprintEntry entry) {
        Sum sum = sum(entry);
        Set<Amount> amounts = EnumSet.allOf(Amount.class);
        amounts.removeIf(amount -> !sum.knows(amount));
        return amounts;
    }

    /** The window of an entry. */
    Window window(FootprintEntry entry) {
        Dimensions named = new Dimensions(
                entry.getTeam(),
                Optional.ofNullable(entry.getProject()),
                entry.getModelId(),
                entry.getGpu(),
                entry.getRegion());
        return new Window(
                Span.MINUTE, entry.getWindowStart().toEpochMilli(), dimensions.computeIfAbsent(named, key -> key));
    }

    /** What an entry adds. */
    static Sum sum(FootprintEntry entry) {
        Range energy = entry.getEnergyMicrojoules();
        Sum sum = new Sum()
                .add(Count.REQUESTS, entry.getRequests())
                .add(Count.LATE, entry.getLateRequests())
                .add(Count.INFERENCES, entry.getInferences())
                .add(Count.INPUT, entry.getInputTokens())
                .add(Count.CACHED, entry.getCachedInputTokens())
                .add(Count.OUTPUT, entry.getOutputTokens())
                .add(Count.UNPRICED, entry.getUnpricedRequests())
                .add(Count.UNSITED, entry.getUnsitedRequests())
                .add(Count.MEASURED, entry.getMeasured() && energy != null ? energy.getCentral() : 0);
        add(sum, Amount.ENERGY, energy);
        add(sum, Amount.FACILITY, entry.getFacilityEnergyMicrojoules());
        add(sum, Amount.WATER, entry.getWaterMicrolitres());
        add(sum, Amount.CARBON, entry.getCarbonMicrograms());
        add(sum, Amount.ESTIMATE, entry.getEstimatedEnergyMicrojoules());
        if (entry.getKind() == EntryKind.CORRECTION) {
            add(sum, Amount.CORRECTED_ENERGY, energy);
            add(sum, Amount.CORRECTED_FACILITY, entry.getFacilityEnergyMicrojoules());
            add(sum, Amount.CORRECTED_WATER, entry.getWaterMicrolitres());
            add(sum, Amount.CORRECTED_CARBON, entry.getCarbonMicrograms());
        }
        return sum;
    }

    static void add(Sum sum, Amount amount, @Nullable Range range) {
        if (range != null) {
            sum.add(amount, range.getLow(), range.getCentral(), range.getHigh());
        }
    }
}
