package io.wattledger.standalone.report;

import io.wattledger.estimator.method.Models;
import io.wattledger.ledger.CostRevision;
import io.wattledger.ledger.OperatingPoint;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Another model on the same GPU with the same tokens: for comparison, as nothing says that it does the job.
 *
 * @param joules per 1,000 output tokens
 */
record Peer(String model, double joules) {

    private static final double THOUSAND = 1_000;
    private static final int MOST = 3;

    /**
     * A model of the report with those that take less, the least first.
     *
     * @param joules per 1,000 output tokens by the table, with the tokens of this report
     */
    record Line(Group group, int batchSize, double joules, List<Peer> peers) {}

    /** Of those models that write tokens and have somebody to be compared with. */
    static List<Line> of(List<Group> groups, CostTable costs) {
        return groups.stream()
                .filter(group -> group.energy().signum() > 0 && group.now().outputTokens() > 0)
                .flatMap(group -> line(group, costs).stream())
                .toList();
    }

    private static Optional<Line> line(Group group, CostTable costs) {
        String model = group.names().get(0);
        String gpu = group.names().get(1);
        Mix mix = Mix.of(group.now());
        return costs.of(model, gpu)
                .map(cost -> mix.pointOf(cost, group.energy().doubleValue()))
                .map(point -> new Line(
                        group, point.batchSize(), perThousand(mix, point), peers(model, gpu, mix, point, costs)))
                .filter(line -> !line.peers().isEmpty());
    }

    private static List<Peer> peers(String model, String gpu, Mix mix, OperatingPoint own, CostTable costs) {
        Map<String, CostRevision> others = new LinkedHashMap<>();
        costs.byModel().forEach((name, gpus) -> {
            CostRevision cost = gpus.get(gpu);
            String canonical = Models.canonical(name);
            if (cost != null && !canonical.equals(Models.canonical(model))) {
                others.putIfAbsent(canonical, cost);
            }
        });
        return others.entrySet().stream()
                .flatMap(other -> Mix.same(own, other.getValue())
                        .filter(point -> mix.central(point) < mix.central(own)
                                && point.perOutputToken().central() > 0)
                        .map(point -> new Peer(other.getKey(), perThousand(mix, point)))
                        .stream())
                .sorted(Comparator.comparingDouble(Peer::joules).thenComparing(Peer::model))
                .limit(MOST)
                .toList();
    }

    private static double perThousand(Mix mix, OperatingPoint point) {
        return mix.central(point) * THOUSAND / mix.output();
    }
}
