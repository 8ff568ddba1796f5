package io.wattledger.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pauses in a log that a JVM wrote with {@code -Xlog:gc:file=…:uptime}. */
public final class GcLog {

    /** The flag without the file. */
    public static final String FLAG = "-Xlog:gc:file=%s:uptime";

    private static final Pattern PAUSE =
            Pattern.compile("\\[([0-9.,]+)s].* (\\d+)([KMG])->(\\d+)([KMG])\\((\\d+)([KMG])\\).*");

    private final List<Pause> pauses;

    private GcLog(List<Pause> pauses) {
        this.pauses = pauses;
    }

    private record Pause(double uptime, long before, long after) {}

    /** Lines that are no collection are skipped. */
    public static GcLog of(List<String> lines) {
        List<Pause> pauses = new ArrayList<>();
        for (String line : lines) {
            Matcher pause = PAUSE.matcher(line);
            if (pause.matches()) {
                pauses.add(new Pause(
                        Double.parseDouble(pause.group(1).replace(',', '.')),
                        bytes(pause.group(2), pause.group(3)),
                        bytes(pause.group(4), pause.group(5))));
            }
        }
        return new GcLog(pauses);
    }

    private static long bytes(String number, String unit) {
        return Long.parseLong(number)
                * switch (unit) {
                    case "K" -> 1L << 10;
                    case "M" -> 1L << 20;
                    default -> 1L << 30;
                };
    }

    /** The most that the heap held before a collection, bytes. */
    public long peakBytes() {
        return pauses.stream().mapToLong(Pause::before).max().orElse(0);
    }

    /** The most that a collection left, bytes. */
    public long peakLiveBytes() {
        return pauses.stream().mapToLong(Pause::after).max().orElse(0);
    }

    /**
     * What was allocated per second between two times, bytes; NaN where fewer than two collections lie between them.
     *
     * @param from seconds after the JVM began
     * @param to likewise
     */
    public double allocationRate(double from, double to) {
        List<Pause> within = pauses.stream()
                .filter(pause -> pause.uptime() >= from && pause.uptime() <= to)
                .toList();
        if (within.size() < 2) {
            return Double.NaN;
        }
        long allocated = 0;
        for (int i = 1; i < within.size(); i++) {
            allocated += within.get(i).before() - within.get(i - 1).after();
        }
        return allocated
                / (within.get(within.size() - 1).uptime() - within.get(0).uptime());
    }
}
