package io.wattledger.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rule 3, with a horizon of an hour: buckets of 10 minutes. */
class MemoryTest {

    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;

    private final Fingerprint.Maker fingerprints = new Fingerprint.Maker();

    @Test
    void shouldRememberForTheHorizonAndAtMostASixthLonger() {
        assertThat(isDuplicate(HOUR)).isTrue();
        assertThat(isDuplicate(HOUR + 10 * MINUTE - 1)).isTrue();
        assertThat(isDuplicate(HOUR + 10 * MINUTE)).isFalse();
    }

    @Test
    void shouldTakeAnIdOfAnotherTimeForAnotherEvent() {
        Memory memory = new Memory(HOUR);
        Fingerprint id = fingerprints.of("s", "e");
        memory.arrive(0);
        memory.remember(id, 0);

        assertThat(memory.remembers(id, HOUR + 999)).isTrue();
        assertThat(memory.remembers(id, HOUR + 1000)).isFalse();
        assertThat(memory.remembers(id, -HOUR)).isTrue();
        assertThat(memory.remembers(id, -HOUR - 1)).isFalse();
        memory.remember(id, HOUR + 1000);
        assertThat(memory.remembers(id, HOUR + 1000)).isTrue();
    }

    @Test
    void shouldNotLetTheClockGoBack() {
        Memory memory = new Memory(HOUR);
        Fingerprint id = fingerprints.of("s", "e");
        memory.arrive(10 * HOUR);
        memory.arrive(0);
        memory.remember(id, 0);

        memory.arrive(11 * HOUR);

        assertThat(memory.remembers(id, 0)).isTrue();
    }

    @Test
    void shouldFindNoDuplicatesWithoutAHorizon() {
        Memory memory = new Memory(0);
        memory.arrive(0);
        memory.remember(fingerprints.of("s", "e"), 0);

        assertThat(memory.remembers(fingerprints.of("s", "e"), 0)).isFalse();
    }

    @Test
    void shouldTellIdsApartWhereSourceAndIdMeet() {
        assertThat(fingerprints.of("ab", "c")).isNotEqualTo(fingerprints.of("a", "bc"));
    }

    @Test
    void shouldKeepManyIds() {
        Random random = new Random(7);
        IdTable table = new IdTable();
        Set<Fingerprint> known = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            Fingerprint id = new Fingerprint(random.nextInt(5_000), random.nextInt(4));
            assertThat(table.contains(id, 0, 0)).isEqualTo(known.contains(id));
            if (known.add(id)) {
                table.add(id, 0);
            }
        }
    }

    private boolean isDuplicate(long later) {
        Memory memory = new Memory(HOUR);
        Fingerprint id = fingerprints.of("s", "e");
        memory.arrive(0);
        memory.remember(id, 0);
        memory.arrive(later);
        return memory.remembers(id, 0);
    }
}
