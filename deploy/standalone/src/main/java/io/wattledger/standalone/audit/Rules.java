package io.wattledger.standalone.audit;

import io.wattledger.config.Config;
import java.util.Map;

/**
 * The settings that the rules of the books depend on; times in milliseconds.
 *
 * @param earliest the books go back no further
 * @param maxSkew how far an event may be ahead of its arrival
 * @param maxLength characters of an identifier or dimension
 * @param maxCount largest count of an event
 * @param dedupHorizon for how long a duplicate is recognised; 0: never
 * @param usageRetention for how long usage is kept
 * @param retention how long windows of each length are kept
 */
public record Rules(
        long earliest,
        long maxSkew,
        int maxLength,
        long maxCount,
        long dedupHorizon,
        long usageRetention,
        Map<Span, Long> retention) {

    static final long MINUTE = 60_000;

    /** The rules that a configuration makes. */
    public static Rules of(Config config) {
        Config.Booking booking = config.booking();
        Config.Totals totals = config.totals();
        return new Rules(
                booking.earliest().toEpochMilli(),
                booking.maxSkew().toMillis(),
                booking.maxLength(),
                booking.maxCount(),
                booking.dedupHorizon().toMillis(),
                booking.usageRetention().toMillis(),
                Map.of(
                        Span.MINUTE, totals.minuteRetention().toMillis(),
                        Span.HOUR, totals.hourRetention().toMillis(),
                        Span.DAY, totals.dayRetention().toMillis()));
    }

    static long minute(long time) {
        return time - Math.floorMod(time, MINUTE);
    }

    /** First minute that begins no earlier. */
    static long minuteFrom(long time) {
        return minute(time + MINUTE - 1);
    }
}
