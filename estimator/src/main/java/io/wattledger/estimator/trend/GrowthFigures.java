package io.wattledger.estimator.trend;

import io.wattledger.estimator.trend.chart.Axis;
import io.wattledger.estimator.trend.chart.Chart;
import io.wattledger.estimator.trend.chart.Chart.Level;
import io.wattledger.estimator.trend.chart.Chart.Line;
import io.wattledger.estimator.trend.chart.Chart.Mark;
import io.wattledger.estimator.trend.chart.Chart.Marks;
import io.wattledger.estimator.trend.chart.Chart.Stroke;
import io.wattledger.estimator.trend.chart.Colour;
import io.wattledger.estimator.trend.chart.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Operations and joules of models over the years (figures 4.3, 4.8, 5.3, 5.4), and a human beside them (5.7, 5.8). */
final class GrowthFigures {

    /** Names that readers look for beside those of the best. */
    private static final Set<String> NOTABLE = Set.of(
            "VGG-16",
            "Inception V1/GoogleLeNet",
            "ResNet-50",
            "MobileNet",
            "ShuffleNet x1.0 (g=8)",
            "EfficientNet-B0",
            "NoisyStudent-B0",
            "EfficientNet-B7",
            "NFNet-F4+",
            "DeiT-small",
            "Swin-L",
            "BERT-Base",
            "BERT-Small",
            "ELMo",
            "ELECTRA Large",
            "ALBERT-base",
            "MobileBERT tiny",
            "SqueezeBERT");

    private static final List<Level> HUMAN = List.of(
            new Level("all that a human uses in a second (USA): 10,000 J", HumanPower.EXTERNAL_WATTS_DESISLAVOV_2021),
            new Level("a human body in a second: 100 J", HumanPower.SOMATIC_WATTS_DESISLAVOV_2021));

    private final DomainTrends trends;
    private final String table;
    private final String pass;

    GrowthFigures(DomainTrends trends) {
        this.trends = trends;
        boolean vision = trends.domain() == Domain.VISION;
        this.table = vision ? "A.3" : "A.4";
        this.pass = vision ? "one image" : "one input of the model’s own length";
    }

    Figure flops() {
        Growth all = trends.all(DomainTrends.FLOPS);
        Growth pace = trends.pace(DomainTrends.FLOPS);
        Growth average = trends.average(DomainTrends.FLOPS);
        return figure(
                trends.domain().label() + "-flops",
                "Operations of a forward pass, %s models"
                        .formatted(trends.domain().label()),
                "Operations of a forward pass over %s, by release date: %s."
                        .formatted(pass, Wording.sentence(all, pace, average)),
                "Data: Desislavov 2021, table " + table,
                Axis.logarithmic("GFLOPs per forward pass", "gflops"),
                List.of(all, pace),
                List.of(average),
                List.of());
    }

    Figure joules() {
        Growth all = trends.all(DomainTrends.JOULES);
        Growth pace = trends.pace(DomainTrends.JOULES);
        Growth average = trends.average(DomainTrends.JOULES);
        return figure(
                trends.domain().label() + "-joules",
                "Energy of a forward pass, %s models".formatted(trends.domain().label()),
                "Energy of a forward pass over %s on a GPU of the release date, FLOPs ÷ FLOPS per watt: %s."
                        .formatted(pass, Wording.sentence(all, pace, average)),
                "Data: Desislavov 2021, tables %s and B.3".formatted(table),
                Axis.logarithmic("joules per forward pass", "joules"),
                List.of(all, pace),
                List.of(average),
                List.of());
    }

    Figure human() {
        Growth all = trends.all(DomainTrends.JOULES);
        Growth pace = trends.pace(DomainTrends.JOULES);
        long above = trends.models().stream()
                .filter(model -> model.joules() > HumanPower.SOMATIC_WATTS_DESISLAVOV_2021)
                .count();
        return figure(
                "human-" + trends.domain().label(),
                "A forward pass beside a human’s second, %s models"
                        .formatted(trends.domain().label()),
                "Energy of a forward pass beside what a human uses in a second, 100 J in the body and 10,000 J in all: %d of %d models take more than a body’s second."
                        .formatted(above, trends.models().size()),
                "Data: Desislavov 2021, tables %s and B.3, section 5.3".formatted(table),
                Axis.logarithmic("joules", "joules"),
                List.of(all, pace),
                List.of(),
                HUMAN);
    }

    private Figure figure(
            String name,
            String title,
            String sentence,
            String from,
            Axis y,
            List<Growth> fitted,
            List<Growth> averages,
            List<Level> levels) {
        Growth all = fitted.get(0);
        Growth pace = fitted.get(1);
        List<Line> lines = new ArrayList<>();
        averages.forEach(average -> lines.add(
                new Line(Wording.withFactor(average), Colour.GREEN, Stroke.DOTTED, marks(average.points(), false))));
        lines.add(TrendLines.of(all, Colour.BLUE, Stroke.SOLID));
        lines.add(TrendLines.of(pace, Colour.VERMILLION, Stroke.DASHED));
        List<Dated> others = new ArrayList<>(all.points());
        others.removeAll(pace.points());
        List<Marks> marks = List.of(
                new Marks("models", Colour.SKY_BLUE, Symbol.CIRCLE, marks(others, false)),
                new Marks(pace.name(), Colour.VERMILLION, Symbol.DIAMOND, marks(pace.points(), true)));
        return new Figure(
                new Chart(name, title, sentence, from, Axis.date("release date"), y, marks, lines, levels), sentence);
    }

    private static List<Mark> marks(List<Dated> points, boolean notable) {
        return points.stream()
                .map(point -> new Mark(
                        point.name(), Axis.day(point.date()), point.value(), notable || NOTABLE.contains(point.name())))
                .toList();
    }
}
