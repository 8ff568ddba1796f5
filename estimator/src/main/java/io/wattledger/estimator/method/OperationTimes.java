package io.wattledger.estimator.method;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Flops;
import io.wattledger.estimator.method.EfficiencyLaws.Part;
import io.wattledger.estimator.network.LayerCost;
import io.wattledger.estimator.network.NetworkCost;
import io.wattledger.estimator.network.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Time of a pass by efficiency laws: t = c ÷ (v_max η(c)), equation 3. The document adds the operations of all layers up
 * before it applies the law; that would make ten layers as efficient as one large one, which no GPU does. So the
 * physical reading takes each elementary operation on its own, and the document's regressions have it the document's way.
 *
 * @param byPart in the order of {@link Part}
 * @param operations each with its law
 */
record OperationTimes(Map<Part, Timing> byPart, List<Timed> operations) {

    /** 2 operations per element: the document's cost of an update (section 3). */
    private static final double UPDATE_FLOP_PER_ELEMENT = 2;

    OperationTimes {
        byPart = Collections.unmodifiableMap(new TreeMap<>(byPart));
        operations = List.copyOf(operations);
    }

    /**
     * All operations of a part.
     *
     * @param law that they follow, each on its own
     * @param flops of all
     * @param seconds of all
     */
    record Timing(EfficiencyLaw law, Flops flops, double seconds) {
        Timing plus(Timing other) {
            return new Timing(law, flops.plus(other.flops), seconds + other.seconds);
        }
    }

    /**
     * Some equal operations.
     *
     * @param utilisation share of η_max that each achieves, 0 to 1
     * @param seconds of all
     */
    record Timed(double utilisation, double seconds) {}

    /**
     * Times the products of a pass as the document does: the law is applied to the sum of the operations of each part.
     */
    static OperationTimes together(NetworkCost pass, EfficiencyLaws laws) {
        Map<Part, Timing> together = new EnumMap<>(Part.class);
        of(pass, laws)
                .byPart()
                .forEach((part, timing) -> together.put(
                        part,
                        new Timing(
                                timing.law(),
                                timing.flops(),
                                timing.law().seconds(timing.flops(), laws.peakFlopPerSecond()))));
        return new OperationTimes(together, List.of());
    }

    /** Times the products of a pass, each on its own. */
    static OperationTimes of(NetworkCost pass, EfficiencyLaws laws) {
        Sums sums = new Sums(laws);
        for (LayerCost layer : pass.layers()) {
            for (Operation operation : layer.operations()) {
                sums.add(operation, layer.kind());
            }
        }
        return new OperationTimes(sums.byPart, sums.operations);
    }

    double totalSeconds() {
        return byPart.values().stream().mapToDouble(Timing::seconds).sum();
    }

    /** Time of a part; 0 where the pass has none of it. */
    double seconds(Part part) {
        Timing timing = byPart.get(part);
        return timing == null ? 0 : timing.seconds();
    }

    private static final class Sums {
        private final EfficiencyLaws laws;
        private final Map<Part, Timing> byPart = new EnumMap<>(Part.class);
        private final List<Timed> operations = new ArrayList<>();

        Sums(EfficiencyLaws laws) {
            this.laws = laws;
        }

        void add(Operation operation, String layerKind) {
            long steps = operation.geometry().sequential();
            switch (operation.kind()) {
                case PROJECTION, CONVOLUTION -> add(Part.PROJECTIONS, operation.flops(), 1);
                case ATTENTION_SCORES -> add(Part.ATTENTION_SCORES, operation.flops(), 1);
                case ATTENTION_OUTPUT -> add(Part.ATTENTION_OUTPUT, operation.flops(), 1);
                case GATES -> {
                    add(Part.GATES, operation.flops().times(1.0 / steps), steps);
                    updates(operation, layerKind, steps);
                }
            }
        }

        /** What follows the gates in each step: activations of all gates, then the new states. */
        private void updates(Operation operation, String layerKind, long steps) {
            double gateElements = (double) operation.geometry().outputChannels()
                    * operation.geometry().batch();
            int gates = gates(layerKind);
            Flops update = new Flops(UPDATE_FLOP_PER_ELEMENT * gateElements / gates);
            add(Part.ACTIVATIONS, new Flops(gateElements), steps);
            add(Part.HIDDEN_UPDATE, update, steps);
            if (layerKind.equals("lstm")) {
                add(Part.CELL_UPDATE, update, steps);
            }
        }

        private static int gates(String layerKind) {
            return switch (layerKind) {
                case "lstm" -> 4;
                case "gru" -> 3;
                default -> 1;
            };
        }

        private void add(Part part, Flops each, long times) {
            EfficiencyLaw law = laws.laws().get(part);
            if (law == null) {
                throw new EstimateException(
                        "no efficiency law for %s on %s; fit one with 'wattledger fit efficiency' and give it with --coefficients"
                                .formatted(part.label(), laws.hardware()));
            }
            double seconds = law.seconds(each, laws.peakFlopPerSecond()) * times;
            operations.add(new Timed(law.percent(each) / law.maxPercent(), seconds));
            byPart.merge(part, new Timing(law, each.times((double) times), seconds), Timing::plus);
        }
    }
}
