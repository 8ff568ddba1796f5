package io.wattledger.estimator.trend;

import io.wattledger.estimator.trend.chart.Axis;
import io.wattledger.estimator.trend.chart.Chart;
import io.wattledger.estimator.trend.chart.Chart.Line;
import io.wattledger.estimator.trend.chart.Chart.Mark;
import io.wattledger.estimator.trend.chart.Chart.Marks;
import io.wattledger.estimator.trend.chart.Chart.Stroke;
import io.wattledger.estimator.trend.chart.Colour;
import io.wattledger.estimator.trend.chart.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Quality against cost with the Pareto front: figures 4.4, 4.7, 5.5 and 5.6. */
final class TradeOffFigures {

    private static final int NEW_SINCE = 2019;
    private static final int MIDDLE_SINCE = 2016;

    private static final Set<String> NOTABLE = Set.of(
            "AlexNet",
            "VGG-16",
            "Inception V1/GoogleLeNet",
            "ResNet-50",
            "ResNet-152",
            "MobileNet",
            "ResNeXt-101 32×48d",
            "SENet-154",
            "ViT-B/16",
            "DeiT-small",
            "NFNet-F6+SAM");

    private final List<ModelPoint> models;

    TradeOffFigures(List<ModelPoint> models) {
        this.models =
                models.stream().filter(model -> model.quality().isPresent()).toList();
    }

    Figure accuracyAgainstFlops() {
        return figure(
                "accuracy-flops",
                "Accuracy and operations, vision models",
                "operations",
                Axis.logarithmic("GFLOPs per forward pass", "gflops"),
                Axis.linear("top-1 accuracy on ImageNet, %", "top1_percent"),
                "Data: Desislavov 2021, table A.3",
                ModelPoint::gflops);
    }

    Figure accuracyAgainstJoules() {
        return figure(
                "accuracy-joules",
                "Accuracy and energy, vision models",
                "energy",
                Axis.logarithmic("joules per forward pass, GPU of the release date", "joules"),
                Axis.linear("top-1 accuracy on ImageNet, %", "top1_percent"),
                "Data: Desislavov 2021, tables A.3 and B.3",
                ModelPoint::joules);
    }

    Figure glueAgainstFlops() {
        return figure(
                "glue-flops",
                "GLUE and operations, language models",
                "operations",
                Axis.logarithmic("GFLOPs per input of 128 tokens", "gflops"),
                Axis.linear("GLUE score", "glue"),
                "Data: Desislavov 2021, table A.4",
                ModelPoint::gflops);
    }

    Figure glueAgainstJoules() {
        return figure(
                "glue-joules",
                "GLUE and energy, language models",
                "energy",
                Axis.logarithmic("joules per input of 128 tokens, GPU of the release date", "joules"),
                Axis.linear("GLUE score", "glue"),
                "Data: Desislavov 2021, tables A.4 and B.3",
                ModelPoint::joules);
    }

    private Figure figure(
            String name,
            String title,
            String costName,
            Axis x,
            Axis y,
            String source,
            ToDoubleFunction<ModelPoint> cost) {
        List<ModelPoint> front =
                ParetoFront.of(models, cost, model -> model.quality().orElseThrow());
        String sentence =
                "%d of %d models are on the Pareto front: no other model is as good for as little %s; %d of them are of %d or later."
                        .formatted(
                                front.size(),
                                models.size(),
                                costName,
                                front.stream()
                                        .filter(model -> model.released().getYear() >= NEW_SINCE)
                                        .count(),
                                NEW_SINCE);
        Set<ModelPoint> named = new HashSet<>(front);
        boolean few = models.size() <= NOTABLE.size() * 2;
        models.stream().filter(model -> few || NOTABLE.contains(model.title())).forEach(named::add);
        List<Marks> marks = new ArrayList<>();
        add(
                marks,
                "to %d".formatted(MIDDLE_SINCE - 1),
                Colour.ORANGE,
                Symbol.CIRCLE,
                cost,
                named,
                model -> model.released().getYear() < MIDDLE_SINCE);
        add(
                marks,
                "%d to %d".formatted(MIDDLE_SINCE, NEW_SINCE - 1),
                Colour.SKY_BLUE,
                Symbol.SQUARE,
                cost,
                named,
                model -> !model.extraData()
                        && model.released().getYear() >= MIDDLE_SINCE
                        && model.released().getYear() < NEW_SINCE);
        add(
                marks,
                "from %d".formatted(NEW_SINCE),
                Colour.GREEN,
                Symbol.TRIANGLE,
                cost,
                named,
                model -> !model.extraData() && model.released().getYear() >= NEW_SINCE);
        add(
                marks,
                "with extra training data, from 2018",
                Colour.PURPLE,
                Symbol.DIAMOND,
                cost,
                named,
                ModelPoint::extraData);
        Line line = new Line(
                "Pareto front",
                Colour.BLUE,
                Stroke.STEPS,
                front.stream().map(model -> mark(model, cost, false)).toList());
        return new Figure(new Chart(name, title, sentence, source, x, y, marks, List.of(line), List.of()), sentence);
    }

    private void add(
            List<Marks> marks,
            String name,
            Colour colour,
            Symbol symbol,
            ToDoubleFunction<ModelPoint> cost,
            Set<ModelPoint> named,
            Predicate<ModelPoint> which) {
        marks.add(new Marks(
                name,
                colour,
                symbol,
                models.stream()
                        .filter(which)
                        .map(model -> mark(model, cost, named.contains(model)))
                        .toList()));
    }

    private static Mark mark(ModelPoint model, ToDoubleFunction<ModelPoint> cost, boolean notable) {
        return new Mark(
                model.title(), cost.applyAsDouble(model), model.quality().orElseThrow(), notable);
    }
}
