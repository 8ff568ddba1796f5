package io.wattledger.standalone.report;

import static io.wattledger.standalone.report.BookLines.line;
import static io.wattledger.standalone.report.BookLines.november;
import static io.wattledger.standalone.report.SampleBooks.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import io.wattledger.ledger.CostRevision;
import io.wattledger.ledger.OperatingPoint;
import io.wattledger.ledger.Range;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Requests have 10 input and 5 output tokens: at 1 J and 4 J each they take 30 J. */
class SavingsTest {

    private static final String BOOKED = "h100-sxm5-80gb";
    private static final CostRevision OWN = cost(point(32, 1, 4, 0.1));

    @Test
    void shouldPriceTheSameUsageOnTheOtherGpu() {
        // 10 × 0.5 J + 5 × 1 J = 10 J, a third; at most 11 J, where here it takes at least 27 J.
        List<Saving> savings = savings(Map.of("m", Map.of(BOOKED, OWN, "other", cost(point(32, 0.5, 1, 0.1)))), 3_000);

        assertThat(savings).hasSize(1);
        Saving saving = savings.get(0);
        assertThat(saving.gpu()).isEqualTo("other");
        assertThat(saving.energy()).isCloseTo(new BigDecimal("2000"), withPercentage(1e-9));
        assertThat(saving.of(Quantity.FACILITY_ENERGY).orElseThrow())
                .isCloseTo(new BigDecimal("4000"), withPercentage(1e-9));
        assertThat(saving.clear()).isTrue();
    }

    @Test
    void shouldCallASavingLikelyWhereTheRangesOverlap() {
        // 24 J instead of 30 J, but each may be a fifth more or less.
        List<Saving> savings = savings(
                Map.of("m", Map.of(BOOKED, cost(point(32, 1, 4, 0.2)), "other", cost(point(32, 0.4, 4, 0.2)))), 3_000);

        assertThat(savings).hasSize(1);
        assertThat(savings.get(0).ratio()).isCloseTo(0.8, offset(1e-9));
        assertThat(savings.get(0).clear()).isFalse();
    }

    @Test
    void shouldTakeTheBatchSizeThatExplainsWhatWasBooked() {
        // Booked are 60 J a request: batches of 8. In those the other takes 54 J; in batches of 32, only 10 J.
        CostRevision here = cost(point(32, 1, 4, 0), point(8, 1, 10, 0));
        CostRevision there = cost(point(32, 0.5, 1, 0), point(8, 0.4, 10, 0));

        List<Saving> savings = savings(Map.of("m", Map.of(BOOKED, here, "other", there)), 6_000);

        assertThat(savings).extracting(Saving::batchSize).containsExactly(8);
        assertThat(savings.get(0).ratio()).isCloseTo(0.9, offset(1e-9));
    }

    @Test
    void shouldNotCompareBatchesOfDifferentSizes() {
        assertThat(savings(Map.of("m", Map.of(BOOKED, OWN, "other", cost(point(64, 0.5, 1, 0)))), 3_000))
                .isEmpty();
    }

    @Test
    void shouldOfferNeitherWhatIsHardlyLessNorTheSameGpuByAnotherName() {
        CostRevision hardly = cost(point(32, 1, 3.8, 0));
        CostRevision far = cost(point(32, 0.1, 0.4, 0));

        assertThat(savings(Map.of("m", Map.of(BOOKED, OWN, "other", hardly, "NVIDIA H100 80GB HBM3", far)), 3_000))
                .isEmpty();
    }

    @Test
    void shouldOfferNothingWithoutACostToCompareWith() {
        assertThat(savings(Map.of("m", Map.of("other", OWN)), 3_000)).isEmpty();
        assertThat(savings(Map.of(), 3_000)).isEmpty();
    }

    @Test
    void shouldOfferAnotherModelOnlyWhereItIsKnownToDoTheJob() {
        CostRevision far = cost(point(32, 0.1, 0.4, 0));
        CostTable costs = table(Map.of(
                "resnet50", Map.of(BOOKED, OWN),
                "efficientnet-b0", Map.of("other", far),
                "mobilenetv2", Map.of("other", far),
                "m", Map.of("other", far)));
        Report report = november(Optional.empty(), line(day(2026, 11, 3), "a", "resnet50", BOOKED, 100, 3_000));

        List<Saving> savings =
                new Savings(costs, Optional.empty()).sameTask(new Breakdown(report).by(Field.MODEL, Field.GPU));

        assertThat(savings).extracting(Saving::model).containsExactly("efficientnet-b0");
        assertThat(savings.get(0).ground()).contains("ImageNet, top-1: 77.1 % instead of 75.3 %");
    }

    @Test
    void shouldTellWhatIsSavedInMoney() {
        // 2 kWh of the facility at 0.30, of which two thirds go; accelerators at 0.36 an hour of 1 kW there, 0.9 here.
        Prices prices = new Prices(
                Currency.getInstance("EUR"),
                new Prices.Tariff(Optional.of(new BigDecimal("0.30")), Map.of()),
                Prices.Tariff.NONE,
                Prices.Tariff.NONE,
                Map.of(BOOKED, hour("0.90"), "other", hour("0.36")));
        Report report = november(Optional.of(prices), line(day(2026, 11, 3), "a", "m", BOOKED, 120_000, 3_600_000));
        CostTable costs = table(Map.of("m", Map.of(BOOKED, OWN, "other", cost(point(32, 0.5, 1, 0)))));

        List<Saving> savings =
                new Savings(costs, Optional.of(prices)).sameModel(new Breakdown(report).by(Field.MODEL, Field.GPU));

        // 0.60 × 2/3 + 0.90 − 0.36 / 3
        assertThat(savings.get(0).money().orElseThrow()).isCloseTo(new BigDecimal("1.18"), withPercentage(1e-9));
    }

    private static Prices.GpuHour hour(String price) {
        return new Prices.GpuHour(new BigDecimal(price), BigDecimal.valueOf(1_000));
    }

    private static List<Saving> savings(Map<String, Map<String, CostRevision>> costs, long joules) {
        Report report = november(Optional.empty(), line(day(2026, 11, 3), "a", "m", BOOKED, 100, joules));
        return new Savings(table(costs), Optional.empty()).sameModel(new Breakdown(report).by(Field.MODEL, Field.GPU));
    }

    private static CostTable table(Map<String, Map<String, CostRevision>> costs) {
        SortedMap<String, SortedMap<String, CostRevision>> byModel = new TreeMap<>();
        costs.forEach((model, gpus) -> byModel.put(model, new TreeMap<>(gpus)));
        return new CostTable(byModel);
    }

    private static CostRevision cost(OperatingPoint... points) {
        return new CostRevision("r", 0, OptionalLong.empty(), List.of(points));
    }

    /** @param spread of the ranges, of 1 */
    private static OperatingPoint point(int batch, double perInput, double perOutput, double spread) {
        return new OperatingPoint(batch, Range.ZERO, rate(perInput, spread), Range.ZERO, rate(perOutput, spread));
    }

    private static Range rate(double joules, double spread) {
        double micro = joules * 1e6;
        return new Range(micro * (1 - spread), micro, micro * (1 + spread));
    }
}
