package io.wattledger.standalone.audit;

import static io.wattledger.standalone.audit.Fields.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.wattledger.v1.IntakeCount;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BecameTest {

    private static IntakeCount intake(int times) {
        IntakeCount count = new IntakeCount();
        set(count, "in", 15 * times);
        set(count, "booked", 1 * times);
        set(count, "parked", 2 * times);
        set(count, "duplicate", 4 * times);
        set(count, "rejected", 8 * times);
        set(count, "handedOn", 16 * times);
        return count;
    }

    @Test
    void shouldAddUpWhatIntakeSaysOfTheTasks() {
        assertThat(Became.of(new Cut(Map.of(0, intake(1), 1, intake(10)))))
                .isEqualTo(new Became(165, 11, 22, 44, 88, 176));
    }
}
