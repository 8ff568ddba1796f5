package io.wattledger.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux knows of a process, from /proc. */
public final class ProcessStatus {

    /** USER_HZ, which the kernel fixes at 100 for all programs (man 5 proc, clock ticks; getconf CLK_TCK). */
    private static final double TICKS_PER_SECOND = 100;

    /** Fields 14 and 15 of /proc/PID/stat; after the name, which may hold blanks, field 3 comes first. */
    private static final int USER_TICKS = 14 - 3;

    private static final int SYSTEM_TICKS = 15 - 3;
    private static final long KIBIBYTE = 1_024;

    private ProcessStatus() {}

    /** CPU that a process and its threads have taken, seconds; NaN when it is gone. */
    public static double cpuSeconds(long pid) {
        try {
            return cpuSeconds(Files.readString(proc(pid, "stat")));
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    static double cpuSeconds(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) / TICKS_PER_SECOND;
    }

    /** The most memory that it ever held, bytes; 0 when it is gone. */
    public static long peakResidentBytes(long pid) {
        try {
            return peakResidentBytes(Files.readAllLines(proc(pid, "status")));
        } catch (IOException e) {
            return 0;
        }
    }

    static long peakResidentBytes(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.substring("VmHWM:".length()).replace("kB", "").strip())
                .mapToLong(kilobytes -> Long.parseLong(kilobytes) * KIBIBYTE)
                .findFirst()
                .orElse(0);
    }

    private static Path proc(long pid, String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
