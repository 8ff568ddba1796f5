package io.wattledger.standalone.workload;

import java.time.Duration;
import java.time.Instant;

/** What is added to the trace's times to give the events'. Whole trace, one shift: gaps between events stay. */
public enum TimeShift {
    /**
     * The latest times at which no event is sent before it occurs. At a speed of 1 or more the trace's last event
     * occurs when the replay is expected to end; below 1, the first occurs when it begins. At a rate, or as fast as
     * possible, the last one occurs when the replay begins, since any later might put a dense stretch into the future.
     */
    TO_NOW {
        @Override
        Duration by(Extent extent, Pace pace, Instant begin) {
            if (pace instanceof Pace.Speed speed) {
                return speed.factor() < 1
                        ? Duration.between(extent.start(), begin)
                        : Duration.between(extent.end(), begin.plusNanos(speed.dueNanos(0, extent.span())));
            }
            return Duration.between(extent.end(), begin);
        }
    },
    /** The trace's own times. */
    KEEP_TIMES {
        @Override
        Duration by(Extent extent, Pace pace, Instant begin) {
            return Duration.ZERO;
        }
    };

    /** @param begin when the first record is sent */
    abstract Duration by(Extent extent, Pace pace, Instant begin);
}
