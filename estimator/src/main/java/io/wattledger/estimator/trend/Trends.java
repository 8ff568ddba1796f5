package io.wattledger.estimator.trend;

import io.wattledger.estimator.catalogue.AdaptedEfficiencies;
import io.wattledger.estimator.catalogue.GpuHistory;
import io.wattledger.estimator.catalogue.LanguageModels;
import io.wattledger.estimator.catalogue.VisionModels;
import java.util.ArrayList;
import java.util.List;

/**
 * How models and GPUs grew: Desislavov, "Compute and energy consumption trends in deep learning inference", 2021,
 * chapters 4 and 5.
 *
 * @param growths a line each of the summary
 * @param figures in the order of the document
 */
public record Trends(List<Growth> growths, List<Figure> figures) {

    public Trends {
        growths = List.copyOf(growths);
        figures = List.copyOf(figures);
    }

    /** The trends of the tables that come with the estimator. */
    public static Trends bundled() {
        return of(
                VisionModels.bundled().models().stream().map(ModelPoint::of).toList(),
                LanguageModels.bundled().models().stream().map(ModelPoint::of).toList(),
                GpuHistory.bundled(),
                AdaptedEfficiencies.bundled());
    }

    /** The trends of some models and GPUs. */
    public static Trends of(
            List<ModelPoint> vision, List<ModelPoint> language, GpuHistory history, AdaptedEfficiencies adapted) {
        DomainTrends images = DomainTrends.vision(vision);
        DomainTrends texts = DomainTrends.language(language);
        EfficiencyFigure gpus = new EfficiencyFigure(history, adapted);
        List<Growth> growths = new ArrayList<>();
        for (DomainTrends domain : List.of(images, texts)) {
            for (String quantity : List.of(DomainTrends.FLOPS, DomainTrends.JOULES)) {
                growths.add(domain.all(quantity));
                growths.add(domain.pace(quantity));
                growths.add(domain.average(quantity));
            }
        }
        growths.addAll(gpus.growths());
        GrowthFigures imageGrowth = new GrowthFigures(images);
        GrowthFigures textGrowth = new GrowthFigures(texts);
        TradeOffFigures imageTradeOffs = new TradeOffFigures(vision);
        TradeOffFigures textTradeOffs = new TradeOffFigures(language);
        return new Trends(
                growths,
                List.of(
                        new SizeFigure(vision).figure(),
                        imageGrowth.flops(),
                        imageTradeOffs.accuracyAgainstFlops(),
                        textTradeOffs.glueAgainstFlops(),
                        textGrowth.flops(),
                        gpus.figure(),
                        imageGrowth.joules(),
                        textGrowth.joules(),
                        imageTradeOffs.accuracyAgainstJoules(),
                        textTradeOffs.glueAgainstJoules(),
                        imageGrowth.human(),
                        textGrowth.human()));
    }
}
