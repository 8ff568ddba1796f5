package io.wattledger.estimator.trend;

import io.wattledger.estimator.Flops;
import io.wattledger.estimator.Joules;
import io.wattledger.estimator.catalogue.LanguageModel;
import io.wattledger.estimator.catalogue.VisionModel;
import io.wattledger.estimator.method.EfficiencyTrends;
import io.wattledger.estimator.network.Family;
import java.time.LocalDate;
import java.util.OptionalDouble;

/**
 * A model as the trends see it.
 *
 * @param title its name in the document
 * @param family what kind it is
 * @param released date of publication
 * @param flops of a forward pass
 * @param energy of a forward pass on a GPU of the model's date
 * @param parameters learnt numbers
 * @param quality accuracy on ImageNet in percent, or GLUE score
 * @param extraData whether it was trained on more than ImageNet-1k
 */
public record ModelPoint(
        String title,
        Family family,
        LocalDate released,
        Flops flops,
        Joules energy,
        double parameters,
        OptionalDouble quality,
        boolean extraData) {

    private static final double GIGA = 1e9;

    /** A vision model of the catalogue. */
    public static ModelPoint of(VisionModel model) {
        return new ModelPoint(
                model.title(),
                model.family(),
                model.released(),
                model.flops(),
                energy(model.flops(), model.family(), model.released()),
                model.parameters(),
                OptionalDouble.of(model.top1Percent()),
                model.extraData().isPresent());
    }

    /** A language model of the catalogue, over its own length of input. */
    public static ModelPoint of(LanguageModel model) {
        return new ModelPoint(
                model.title(),
                model.family(),
                model.released(),
                model.flops(),
                energy(model.flops(), model.family(), model.released()),
                model.parameters(),
                model.glue(),
                false);
    }

    /** Operations in 1e9. */
    public double gflops() {
        return flops.value() / GIGA;
    }

    /** Energy in joules. */
    public double joules() {
        return energy.value();
    }

    /** FLOPs ÷ (FLOPS per watt of the release date): Desislavov, 2021, section 5.2, equation 5.2. */
    private static Joules energy(Flops flops, Family family, LocalDate released) {
        return new Joules(flops.value() / (GIGA * EfficiencyTrends.of(family).at(released)));
    }
}
