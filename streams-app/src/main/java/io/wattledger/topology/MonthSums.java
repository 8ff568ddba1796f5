package io.wattledger.topology;

import io.wattledger.ledger.CalendarMonth;
import io.wattledger.ledger.CalendarMonth.Stretch;
import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Window;
import java.nio.charset.StandardCharsets;
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

    /** The sum of a month that it knows; to be called when all windows are written. */
    Tally of(String team, CalendarMonth month) {
        Tally sum = new Tally();
        List<Stretch> stretches = month.windows();
        rows.ofTeam(prefix(team), (key, row) -> {
            if (row.start(Window.DAY) >= Window.DAY.start(month.start())) {
                stretches.forEach(stretch -> add(sum, key, row, stretch));
            }
        });
        return sum;
    }

    private void add(Tally sum, byte[] key, LiveRow row, Stretch stretch) {
        of(stretch.window()).addTo(sum, key, stretch.from(), stretch.to());
        long latest = row.start(stretch.window());
        if (stretch.from() <= latest && latest < stretch.to()) {
            sum.add(row.sum(stretch.window()));
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
}
