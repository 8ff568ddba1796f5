package io.wattledger.estimator.method;

import io.wattledger.estimator.Estimate;
import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.PowerShare;
import io.wattledger.estimator.method.OperationTimes.Timed;
import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.network.LayerCost;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.NetworkCost;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of the ratio of two energies on one machine. The host, the board's power and whatever else moves both by
 * one factor cancel; only what may differ from design to design stays:
 *
 * <ul>
 *   <li>times by efficiency laws: six readings of the law, each applied to both designs. Operations that achieve little
 *       of the peak take as long as the law says, or longer or shorter by the document's own inconsistency; all draw the
 *       same power, or those that achieve little draw less. Operations of the same size cancel whatever the reading, so
 *       twice as many layers cost exactly twice as much; otherwise no ratio is taken for better known than the
 *       document's own, and designs of other kinds of layers are as far apart as FLOPs per watt leaves them;
 *   <li>FLOPs per watt: how far the ratios of measured vision models are from the ratios of their FLOPs;
 *   <li>other methods: the errors of both as if they had nothing in common, which is too wide rather than too narrow.
 * </ul>
 */
final class RatioRange {

    /**
     * 2.1: 90 % of pairs of one series (names like resnet…, 113 series) have a measured ratio within this factor of the
     * ratio of their FLOPs, either way; timm's throughput on RTX 3090 (2.0) and RTX 4090 (2.1), 1,433 models, each series
     * with the same weight. timm benchmark-infer-amp-nchw-pt240-cu124 (Apache-2.0), read 2026-11.
     */
    static final double SAME_KIND_TIMM = 2.1;

    /** 6.1: the same for pairs of any two models; 5.1 on RTX 3090 and 6.1 on RTX 4090. */
    static final double OTHER_KIND_TIMM = 6.1;

    /**
     * 1.16: the times that the document prints for its two models (table 8, projections in 1e-4 s) have a ratio of 0.383,
     * those of its coefficients (table 7) one of 0.329.
     */
    static final double LAW_RATIO_TABLE_8 = 1.16;

    private static final double SAME = 1e-9;

    private static final int[] SLOWER_SAME_FASTER = {1, 0, -1};

    private RatioRange() {}

    /** One of the designs, with its energy at the accelerator. */
    record Side(Workload workload, Estimate<Joules> energy) {
        Network network() {
            return workload.model().network().orElseThrow();
        }
    }

    /** Energy of a over energy of b. */
    static Ratio of(Method method, Side a, Side b) {
        if (a.network().layers().equals(b.network().layers())
                && a.network().input().equals(b.network().input())) {
            return Ratio.ONE;
        }
        if (b.energy().low().value() == 0 || a.energy().low().value() == 0) {
            throw new EstimateException(
                    "a design without multiply-adds has no energy by %s; there is nothing to compare"
                            .formatted(method.name()));
        }
        double central = a.energy().central().value() / b.energy().central().value();
        if (method instanceof HardwareEfficiency laws) {
            Ratio byLaw = byLaw(laws, a, b, central);
            boolean sameOperations = byLaw.high() / byLaw.low() - 1 < SAME;
            if (sameKinds(a, b)) {
                return sameOperations ? byLaw : widened(byLaw, central, LAW_RATIO_TABLE_8);
            }
            return widened(byLaw, central, OTHER_KIND_TIMM);
        }
        if (method instanceof FlopsPerWatt) {
            double factor = sameKinds(a, b) ? SAME_KIND_TIMM : OTHER_KIND_TIMM;
            return new Ratio(central / factor, central, central * factor);
        }
        return new Ratio(
                central / Math.exp(Math.hypot(below(a), above(b))),
                central,
                central * Math.exp(Math.hypot(above(a), below(b))));
    }

    private static Ratio byLaw(HardwareEfficiency laws, Side a, Side b, double central) {
        List<Double> first = readings(laws.times(a.workload()));
        List<Double> second = readings(laws.times(b.workload()));
        double perInference = (double) batch(b) / batch(a);
        double low = central;
        double high = central;
        for (int i = 0; i < first.size(); i++) {
            double ratio = first.get(i) / second.get(i) * perInference;
            low = Math.min(low, ratio);
            high = Math.max(high, ratio);
        }
        return new Ratio(low, central, high);
    }

    /** Energy over the board's power by each reading. */
    private static List<Double> readings(OperationTimes times) {
        List<Double> readings = new ArrayList<>();
        for (int slower : SLOWER_SAME_FASTER) {
            double constant = 0;
            double byUse = 0;
            for (Timed timed : times.operations()) {
                double tilt = slower * (1 - timed.utilisation());
                double seconds = timed.seconds() * Math.pow(HardwareEfficiency.TIME_ERROR_TABLE_8, tilt);
                constant += seconds * PowerShare.CENTRAL_ASSUMED;
                byUse += seconds
                        * (PowerShare.LOW_ASSUMED + (PowerShare.HIGH - PowerShare.LOW_ASSUMED) * timed.utilisation());
            }
            readings.add(constant);
            readings.add(byUse);
        }
        return readings;
    }

    private static Ratio widened(Ratio ratio, double central, double factor) {
        return new Ratio(Math.min(ratio.low(), central / factor), central, Math.max(ratio.high(), central * factor));
    }

    /** Whether both are made of the same kinds of layers: two GPTs, two residual networks; the laws tell recurrent cells apart. */
    private static boolean sameKinds(Side a, Side b) {
        boolean recurrent = a.workload().model().family() == Family.RECURRENT
                && b.workload().model().family() == Family.RECURRENT;
        return recurrent || kinds(a).equals(kinds(b));
    }

    private static Set<String> kinds(Side side) {
        NetworkCost pass = WholePass.of(side.workload().withBatchSize(OptionalInt.of(1)), "a comparison")
                .cost();
        return pass.layers().stream().map(LayerCost::kind).collect(Collectors.toSet());
    }

    private static int batch(Side side) {
        return side.workload().batchSize().orElse(1);
    }

    private static double below(Side side) {
        return Math.log(side.energy().central().value() / side.energy().low().value());
    }

    private static double above(Side side) {
        return Math.log(side.energy().high().value() / side.energy().central().value());
    }
}
