package io.wattledger.estimator.trend;

import io.wattledger.estimator.Flops;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.network.Family;
import java.time.LocalDate;
import java.util.OptionalDouble;

/** Models for tests. */
final class SomeModels {

    private SomeModels() {}

    static ModelPoint model(String title, String released, double gflops, double quality) {
        return new ModelPoint(
                title,
                Family.CNN,
                LocalDate.parse(released),
                new Flops(1e9 * gflops),
                new Joules(gflops / 10),
                1e6,
                OptionalDouble.of(quality),
                false);
    }
}
