package io.wattledger.standalone.torture;

import java.util.Random;

/** What an event of the stream is like, and how many of a thousand are. */
enum EventKind {
    PLAIN(830, true),
    /** Hours old. */
    LATE(30, true),
    /** Of a model whose cost may come later. */
    LATE_MODEL(60, true),
    /** Of a model that never has a cost. */
    UNKNOWN_MODEL(15, true),
    /** Of a region without factors. */
    UNKNOWN_REGION(15, true),
    /** Hours ahead. */
    FUTURE(8, false),
    /** Its first byte is not that of the wire format. */
    BAD_MAGIC(5, false),
    /** Half of its bytes. */
    TRUNCATED(5, false),
    NO_VALUE(5, false),
    /** Its schema id is in no registry. */
    UNKNOWN_SCHEMA(3, false),
    NEGATIVE_COUNT(6, false),
    EMPTY_TEAM(6, false),
    /** Before the books begin. */
    TOO_EARLY(4, false),
    /** Its id is longer than any may be. */
    FIELD_TOO_LONG(4, false),
    CACHED_OVER_INPUT(4, false);

    private final int ofAThousand;
    private final boolean bookable;

    EventKind(int ofAThousand, boolean bookable) {
        this.ofAThousand = ofAThousand;
        this.bookable = bookable;
    }

    /** Whether the books must hold it. */
    boolean bookable() {
        return bookable;
    }

    int ofAThousand() {
        return ofAThousand;
    }

    static EventKind draw(Random random) {
        int left = random.nextInt(1_000);
        for (EventKind kind : values()) {
            left -= kind.ofAThousand;
            if (left < 0) {
                return kind;
            }
        }
        return PLAIN;
    }
}
