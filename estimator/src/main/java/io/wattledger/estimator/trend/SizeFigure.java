package io.wattledger.estimator.trend;

import io.wattledger.estimator.network.Family;
import io.wattledger.estimator.trend.chart.Axis;
import io.wattledger.estimator.trend.chart.Chart;
import io.wattledger.estimator.trend.chart.Chart.Mark;
import io.wattledger.estimator.trend.chart.Chart.Marks;
import io.wattledger.estimator.trend.chart.Colour;
import io.wattledger.estimator.trend.chart.Symbol;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Parameters against operations of vision models: figure 4.1.
 *
 * @param models vision models
 */
record SizeFigure(List<ModelPoint> models) {

    private static final double MILLION = 1e6;

    private static final Set<String> NOTABLE = Set.of(
            "AlexNet",
            "ZFNet-b",
            "VGG-16",
            "Inception V1/GoogleLeNet",
            "ResNet-50",
            "MobileNet",
            "ShuffleNet x1.0 (g=8)",
            "EfficientNet-B0",
            "EfficientNet-B7",
            "NoisyStudent-L2",
            "ResNeXt-101 32×48d",
            "NFNet-F4+",
            "DeiT-small",
            "Swin-L",
            "ViT-G/14",
            "CaiT-M48-448 dist",
            "BotNet-T7");

    SizeFigure {
        models = List.copyOf(models);
    }

    Figure figure() {
        List<ModelPoint> convolutional = of(Family.CNN);
        List<ModelPoint> transformers = of(Family.VISION_TRANSFORMER);
        String sentence = String.format(
                Locale.ROOT,
                "Parameters and operations grow together: the correlation is %.3f for %d convolutional networks and %.3f for %d transformers.",
                correlation(convolutional),
                convolutional.size(),
                correlation(transformers),
                transformers.size());
        List<Marks> marks = List.of(
                new Marks("convolutional", Colour.SKY_BLUE, Symbol.CIRCLE, marks(convolutional)),
                new Marks("transformer", Colour.VERMILLION, Symbol.DIAMOND, marks(transformers)),
                new Marks("hybrid", Colour.GREEN, Symbol.SQUARE, marks(of(Family.VISION_HYBRID))));
        return new Figure(
                new Chart(
                        "parameters-flops",
                        "Parameters and operations, vision models",
                        sentence,
                        "Data: Desislavov 2021, table A.3",
                        Axis.logarithmic("parameters, millions", "parameters_millions"),
                        Axis.logarithmic("GFLOPs per forward pass", "gflops"),
                        marks,
                        List.of(),
                        List.of()),
                sentence);
    }

    /** Pearson's correlation of parameters and operations, not of their logarithms; 0 where it has no value. */
    static double correlation(List<ModelPoint> models) {
        double meanX =
                models.stream().mapToDouble(ModelPoint::parameters).average().orElse(0);
        double meanY = models.stream().mapToDouble(ModelPoint::gflops).average().orElse(0);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (ModelPoint model : models) {
            double x = model.parameters() - meanX;
            double y = model.gflops() - meanY;
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
    }

    private List<ModelPoint> of(Family family) {
        return models.stream().filter(model -> model.family() == family).toList();
    }

    private static List<Mark> marks(List<ModelPoint> models) {
        return models.stream()
                .map(model -> new Mark(
                        model.title(), model.parameters() / MILLION, model.gflops(), NOTABLE.contains(model.title())))
                .toList();
    }
}
