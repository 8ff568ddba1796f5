package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Flops;
import io.wattledger.estimator.network.Family;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A vision model as a document reports it.
 *
 * @param name its name here, unique: "efficientnet-b0", "vit-l-16-384-jft"
 * @param title its name in the document
 * @param top1Percent accuracy on ImageNet, one crop
 * @param parameters learnt numbers
 * @param flops of one forward pass at the model's test resolution; a multiply-add counts as two
 * @param flopsOrigin "paper", "cited", "implementation" or "estimated", as the document marks it
 * @param extraData data beyond ImageNet-1k that it was trained on
 * @param released date of publication
 * @param family architecture
 * @param source where the row comes from
 * @param sourceDate date of the source: a year, a month or a day
 */
public record VisionModel(
        String name,
        String title,
        double top1Percent,
        double parameters,
        Flops flops,
        String flopsOrigin,
        Optional<String> extraData,
        LocalDate released,
        Family family,
        String source,
        String sourceDate) {}
