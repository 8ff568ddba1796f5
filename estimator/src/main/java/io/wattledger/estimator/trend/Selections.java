package io.wattledger.estimator.trend;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Which models a trend is drawn through. */
public final class Selections {

    private Selections() {}

    /** The model of the best quality of each year, by date; the earlier of two that are equally good. */
    public static List<ModelPoint> bestOfEachYear(List<ModelPoint> models) {
        List<ModelPoint> best = new ArrayList<>();
        byYear(models.stream().filter(model -> model.quality().isPresent()).toList())
                .forEach((year, of) -> of.stream()
                        .min(Comparator.<ModelPoint>comparingDouble(
                                        model -> -model.quality().orElseThrow())
                                .thenComparing(ModelPoint::released)
                                .thenComparing(ModelPoint::title))
                        .ifPresent(best::add));
        return best;
    }

    /** The models that were the most demanding ever when they were released; the largest of a day only. */
    public static List<ModelPoint> mostDemandingAtRelease(List<ModelPoint> models) {
        List<ModelPoint> records = new ArrayList<>();
        double most = 0;
        for (ModelPoint model : models.stream()
                .sorted(Comparator.comparing(ModelPoint::released)
                        .thenComparing(each -> -each.gflops())
                        .thenComparing(ModelPoint::title))
                .toList()) {
            if (model.gflops() > most) {
                records.add(model);
                most = model.gflops();
            }
        }
        return records;
    }

    /** The mean value of each year's models, at the mean of their dates, which keeps it among them. */
    public static List<Dated> yearlyAverages(List<ModelPoint> models, ToDoubleFunction<ModelPoint> value) {
        List<Dated> averages = new ArrayList<>();
        byYear(models).forEach((year, of) -> {
            double day = of.stream()
                    .mapToLong(model -> model.released().toEpochDay())
                    .average()
                    .orElseThrow();
            double mean = of.stream().mapToDouble(value).average().orElseThrow();
            averages.add(new Dated(
                    "mean of %d, %d models".formatted(year, of.size()), LocalDate.ofEpochDay(Math.round(day)), mean));
        });
        return averages;
    }

    private static Map<Integer, List<ModelPoint>> byYear(List<ModelPoint> models) {
        return models.stream()
                .collect(Collectors.groupingBy(model -> model.released().getYear(), TreeMap::new, Collectors.toList()));
    }
}
