package io.wattledger.standalone.report;

import io.wattledger.estimator.catalogue.VisionModel;
import io.wattledger.estimator.catalogue.VisionModels;
import io.wattledger.estimator.method.Models;
import io.wattledger.ledger.CostRevision;
import io.wattledger.ledger.OperatingPoint;
import io.wattledger.ledger.Range;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks in the cost table for where the booked usage would have taken less. */
final class Savings {

    /** Percent of all energy from which a model on a GPU is looked at. */
    private static final BigDecimal LEAST_SHARE = BigDecimal.ONE;

    /** A saving below 5 % is not worth a move that nobody has measured. */
    private static final double HIGHEST_RATIO = 0.95;

    private final CostTable costs;
    private final Optional<Prices> prices;

    Savings(CostTable costs, Optional<Prices> prices) {
        this.costs = costs;
        this.prices = prices;
    }

    /** Another model and GPU. */
    private record Candidate(String model, String gpu, OperatingPoint point) {}

    /** The same models on other GPUs: for each the best, the largest saving first. */
    List<Saving> sameModel(List<Group> groups) {
        return best(groups, (group, point) -> onOtherGpus(group, point));
    }

    /** Other models that the catalogue knows to do the same job at least as well: for each the best, the largest saving first. */
    List<Saving> sameTask(List<Group> groups) {
        return best(groups, (group, point) -> byBetterModels(group, point));
    }

    @FunctionalInterface
    private interface Search {
        Stream<Candidate> candidates(Group group, OperatingPoint point);
    }

    private List<Saving> best(List<Group> groups, Search search) {
        return groups.stream()
                .filter(group -> group.energy().signum() > 0
                        && group.share()
                                .filter(share -> share.compareTo(LEAST_SHARE) >= 0)
                                .isPresent())
                .flatMap(group -> best(group, search).stream())
                .sorted(Comparator.comparing(Saving::energy).reversed())
                .toList();
    }

    private Optional<Saving> best(Group group, Search search) {
        Optional<CostRevision> own = costs.of(model(group), gpu(group));
        Mix mix = Mix.of(group.now());
        Optional<OperatingPoint> point =
                own.map(cost -> mix.pointOf(cost, perAllRequests(group))).filter(used -> mix.central(used) > 0);
        return point.flatMap(used -> search.candidates(group, used)
                .map(candidate -> saving(group, mix, used, candidate))
                .filter(saving -> saving.ratio() < HIGHEST_RATIO)
                .min(Comparator.comparingDouble(Saving::ratio)
                        .thenComparing(saving -> !CostTable.gpu(saving.gpu()).equals(saving.gpu()))
                        .thenComparing(
                                saving -> !Models.canonical(saving.model()).equals(saving.model()))
                        .thenComparing(Saving::model)
                        .thenComparing(Saving::gpu)));
    }

    private Stream<Candidate> onOtherGpus(Group group, OperatingPoint point) {
        String own = CostTable.gpu(gpu(group));
        return candidates(model(group), point)
                .filter(candidate -> !CostTable.gpu(candidate.gpu()).equals(own));
    }

    private Stream<Candidate> byBetterModels(Group group, OperatingPoint point) {
        Optional<VisionModel> own = vision(model(group));
        if (own.isEmpty()) {
            return Stream.empty();
        }
        return costs.byModel().keySet().stream()
                .filter(model -> vision(model)
                        .filter(other -> !other.name().equals(own.get().name())
                                && other.top1Percent() >= own.get().top1Percent())
                        .isPresent())
                .flatMap(model -> candidates(model, point));
    }

    private Stream<Candidate> candidates(String model, OperatingPoint point) {
        return costs.on(model).entrySet().stream()
                .flatMap(
                        entry -> Mix.same(point, entry.getValue())
                                .map(other -> new Candidate(model, entry.getKey(), other))
                                .stream());
    }

    /** Joules that all requests would have taken, if those without energy had taken as much as the others. */
    private static double perAllRequests(Group group) {
        double joules = group.energy().doubleValue();
        long priced = Group.priced(group.now());
        return priced > 0 ? joules * group.now().requests() / priced : joules;
    }

    private Saving saving(Group group, Mix mix, OperatingPoint here, Candidate there) {
        double ratio = mix.central(there.point()) / mix.central(here);
        boolean clear = mix.joules(there.point(), Range::high) < mix.joules(here, Range::low);
        return new Saving(
                group,
                there.model(),
                there.gpu(),
                here.batchSize(),
                ground(model(group), there.model()),
                ratio,
                clear,
                prices.flatMap(known -> money(known, group, there.gpu(), ratio)));
    }

    private static Optional<String> ground(String model, String other) {
        if (model.equals(other)) {
            return Optional.empty();
        }
        return vision(model).flatMap(own -> vision(other)
                .map(better -> String.format(
                        Locale.ROOT,
                        "ImageNet, top-1: %.1f %% instead of %.1f %%",
                        better.top1Percent(),
                        own.top1Percent())));
    }

    /** Accelerators have a saving only where both have a price. */
    private static Optional<BigDecimal> money(Prices prices, Group group, String gpu, double ratio) {
        Optional<Money> paid = group.money();
        if (paid.isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> proportional = Stream.of(
                        Money.Component.ELECTRICITY, Money.Component.WATER, Money.Component.CARBON)
                .flatMap(component -> paid.get().part(component).stream())
                .reduce(BigDecimal::add)
                .map(amount -> amount.multiply(Saving.part(ratio)));
        Optional<BigDecimal> accelerators = paid.get().part(Money.Component.GPU).flatMap(here -> Optional.ofNullable(
                        prices.gpus().get(gpu))
                .map(hour -> here.subtract(hour.of(group.energy().multiply(BigDecimal.valueOf(ratio))))));
        return Stream.of(proportional, accelerators).flatMap(Optional::stream).reduce(BigDecimal::add);
    }

    private static Optional<VisionModel> vision(String model) {
        return VisionModels.bundled().find(Models.canonical(model));
    }

    private static String model(Group group) {
        return group.names().get(0);
    }

    private static String gpu(Group group) {
        return group.names().get(1);
    }
}
