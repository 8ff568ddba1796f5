package io.wattledger.estimator.trend;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The trends of the models of a domain.
 *
 * @param domain vision or language
 * @param models all
 * @param best the models that set the pace
 * @param bestName what they are called
 */
record DomainTrends(Domain domain, List<ModelPoint> models, List<ModelPoint> best, String bestName) {

    static final String FLOPS = "flops";
    static final String JOULES = "joules";

    DomainTrends {
        models = List.copyOf(models);
        best = List.copyOf(best);
    }

    static DomainTrends vision(List<ModelPoint> models) {
        return new DomainTrends(Domain.VISION, models, Selections.bestOfEachYear(models), "best of each year");
    }

    static DomainTrends language(List<ModelPoint> models) {
        return new DomainTrends(
                Domain.LANGUAGE, models, Selections.mostDemandingAtRelease(models), "most demanding at release");
    }

    Growth all(String quantity) {
        return Growth.of("all models", domain, quantity, dated(models, quantity));
    }

    Growth pace(String quantity) {
        return Growth.of(bestName, domain, quantity, dated(best, quantity));
    }

    Growth average(String quantity) {
        return Growth.of("average of each year", domain, quantity, Selections.yearlyAverages(models, value(quantity)));
    }

    /** Operations in FLOP (not GFLOP) or energy in joules. */
    private static List<Dated> dated(List<ModelPoint> models, String quantity) {
        return models.stream()
                .map(model -> new Dated(
                        model.title(), model.released(), value(quantity).applyAsDouble(model)))
                .toList();
    }

    private static ToDoubleFunction<ModelPoint> value(String quantity) {
        return quantity.equals(JOULES) ? ModelPoint::joules : ModelPoint::gflops;
    }
}
