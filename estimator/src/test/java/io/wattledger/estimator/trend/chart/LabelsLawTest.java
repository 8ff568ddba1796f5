package io.wattledger.estimator.trend.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelsLawTest {

    private static final long SEED = 7_411;
    private static final Box PLOT = new Box(0, 0, 400, 300);

    @Test
    void shouldNeverCoverANameOrAPointOrLeaveThePlot() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        int placed = 0;
        for (int round = 0; round < 50; round++) {
            List<Box> marks = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                marks.add(Box.around(400 * random.nextDouble(), 300 * random.nextDouble(), Symbol.RADIUS));
            }
            Labels labels = new Labels(PLOT, marks, List.of());
            for (Box mark : marks) {
                labels.add("Model " + random.nextInt(1000), mark.left() + Symbol.RADIUS, mark.top() + Symbol.RADIUS);
            }

            List<Box> boxes = labels.placed().stream().map(Labels.Placed::box).toList();
            for (int i = 0; i < boxes.size(); i++) {
                Box box = boxes.get(i);
                assertThat(PLOT.contains(box)).isTrue();
                assertThat(marks).noneMatch(box::overlaps);
                assertThat(boxes.subList(0, i)).noneMatch(box::overlaps);
            }
            placed += boxes.size();
        }
        assertThat(placed).isGreaterThan(500);
    }
}
