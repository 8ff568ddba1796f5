package io.wattledger.estimator.method;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Joules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Designs beside each other, before any of them exists: "Modeling Energy Consumption in Deep Learning Architectures Using
 * Power Laws", section 5.2.
 *
 * @param method by which they were compared
 * @param designs the one that needs the least energy first
 */
public record Comparison(String method, List<Design> designs) {

    /**
     * A design in its place.
     *
     * @param answer what one inference of it costs
     * @param toBest its energy over that of the first
     */
    public record Design(Answer answer, Ratio toBest) {}

    /** What one inference of a design costs, in words of the whole machine and of the accelerator alone. */
    private record Costed(Answer answer, RatioRange.Side side) {}

    public Comparison {
        designs = List.copyOf(designs);
    }

    /**
     * Compares designs.
     *
     * @param method its name
     * @param workloads two or more, each with a network, on one GPU
     * @param withHost whether the host's share is added to energies; it cancels in ratios
     * @throws EstimateException if the method does not cover one of them
     */
    public static Comparison of(
            Methods methods, String method, List<Workload> workloads, Place place, boolean withHost) {
        if (workloads.size() < 2) {
            throw new EstimateException("one design has nothing to be compared with; name two or more");
        }
        Method chosen = methods.require(method);
        Estimator whole = new Estimator(methods, withHost);
        Estimator accelerator = new Estimator(methods, false);
        List<Costed> costed = new ArrayList<>();
        for (Workload workload : workloads) {
            Answer answer = whole.answer(workload, Optional.of(method), place);
            Estimate<Joules> alone = accelerator
                    .answer(workload, Optional.of(method), Place.UNKNOWN)
                    .energy();
            costed.add(new Costed(answer, new RatioRange.Side(workload, alone)));
        }
        costed.sort(Comparator.comparing(each -> each.answer().energy().central()));
        RatioRange.Side best = costed.get(0).side();
        return new Comparison(
                method,
                costed.stream()
                        .map(each -> new Design(each.answer(), RatioRange.of(chosen, each.side(), best)))
                        .toList());
    }

    /** The method that compares designs by default on a GPU: by efficiency laws where it has some. */
    public static String defaultMethod(String gpu) {
        return EfficiencyLaws.published(gpu).isPresent() ? HardwareEfficiency.NAME : FlopsPerWatt.NAME;
    }
}
