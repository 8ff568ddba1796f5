package io.wattledger.topology;

import io.wattledger.ledger.CalendarMonth;
import io.wattledger.ledger.CalendarMonth.Stretch;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Window;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Adds up calendar months of teams from the windows of a task. */
final class MonthSums {

    private final LiveRows rows;
    private final Map<Window, WindowTotals> windows = new EnumMap<>(Window.class);
    private final byte[] keyHeader;

    /** @param encode the key of dimensions */
    MonthSums(LiveRows rows, List<WindowTotals> windows, Function<Dimensions, byte[]> encode) {
        this.rows = rows;
        this.keyHeader = AvroBytes.header(encode.apply(new Dimensions("", Optional.empty(), "", "", "")));
        windows.forEach(each -> this.windows.put(each.window(), each));
    }

    /** Whether all windows of the month are kept. */
    boolean knows(CalendarMonth month, long now) {
        return month.windows().stream().allMatch(stretch -> of(stretch.window()).keeps(stretch.from(), now));
    }

    /** The sum of a month that it knows; nothing is read yet. */
    MonthSum of(String team, CalendarMonth month) {
        return new MonthSum(month, prefix(team));
    }

    /**
     * A sum that is read in steps, in the order of the keys, because a team may have a hundred thousand of them and a transaction
     * lasts for seconds. What comes in between is added where the windows were read already; the others have it.
     */
    final class MonthSum {

        private final CalendarMonth month;
        private final List<Stretch> stretches;
        private final byte[] end;
        private final Tally tally = new Tally();
        private byte[] next;
        private boolean whole;

        private MonthSum(CalendarMonth month, byte[] prefix) {
            this.month = month;
            this.stretches = month.windows();
            this.next = prefix;
            // Higher than any byte that follows the team.
            this.end = followedBy(prefix, 0xff);
        }

        /** Whether all of it is read. */
        boolean whole() {
            return whole;
        }

        Tally tally() {
            return tally;
        }

        /** Adds what was added to windows of the key after the last step; false if the sum would leave the range of a long. */
        boolean add(byte[] key, Tally more) {
            return (!whole && Arrays.compareUnsigned(key, next) >= 0) || tally.add(more);
        }

        /** Reads on, when all windows are written; gives how many of the rows that it may read are left. */
        int read(int mostRows) {
            int left = rows.between(next, end, mostRows, (key, row) -> {
                next = followedBy(key, 0);
                if (row.start(Window.DAY) >= Window.DAY.start(month.start())) {
                    stretches.forEach(stretch -> add(key, row, stretch));
                }
            });
            whole = left > 0;
            return left;
        }

        private void add(byte[] key, LiveRow row, Stretch stretch) {
            of(stretch.window()).addTo(tally, key, stretch.from(), stretch.to());
            long latest = row.start(stretch.window());
            if (stretch.from() <= latest && latest < stretch.to()) {
                tally.add(row.sum(stretch.window()));
            }
        }
    }

    private WindowTotals of(Window window) {
        return Objects.requireNonNull(windows.get(window));
    }

    /** What the keys of a team begin with: a FootprintDimensions begins with the team. */
    private byte[] prefix(String team) {
        byte[] utf8 = team.getBytes(StandardCharsets.UTF_8);
        AvroBytes out = new AvroBytes();
        out.write(keyHeader);
        out.number(utf8.length);
        out.raw(utf8, 0);
        return out.written();
    }

    private static byte[] followedBy(byte[] key, int last) {
        byte[] longer = Arrays.copyOf(key, key.length + 1);
        longer[key.length] = (byte) last;
        return longer;
    }
}
