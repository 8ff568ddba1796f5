package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.catalogue.VisionModel;
import io.wattledger.estimator.catalogue.VisionModels;
import io.wattledger.estimator.method.EfficiencyTrends;
import io.wattledger.estimator.reproduce.Claim.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tables 4.1, 5.2 and 5.3 of document B: operations, accuracy and joules of an image. */
final class ImageTables {

    private static final double GIGA = 1e9;
    private static final String ENERGY = "energy of an inference";
    private static final String TREND = "FLOPs of A.3 ÷ vision trend over B.3 at the model's date";

    /** A row of a table: the model's name here, its title there, and what is printed. */
    private record Row(String model, String title, String top1, String gflops, String joules) {}

    /** Tables 4.1 and 5.2 have the same rows; joules are in 5.2 only. */
    private static final List<Row> TABLES_4_1_AND_5_2 = List.of(
            new Row("alexnet", "AlexNet", "56.52", "1.42", "0.100"),
            new Row("zfnet", "ZFNet", "60.21", "2.34", "0.112"),
            new Row("googlenet", "GoogLeNet", "69.77", "3.00", "0.115"),
            new Row("mobilenet", "MobileNet", "70.6", "1.14", "0.022"),
            new Row("mobilenetv2-1.4", "MobileNetV2 1.4", "74.7", "1.18", "0.010"),
            new Row("efficientnet-b1", "EfficientNet-B1", "79.1", "1.40", "0.016"),
            new Row("noisystudent-b1", "NoisyStudent-B1", "81.5", "1.40", "0.014"));

    private static final List<Row> TABLE_5_3 = List.of(
            new Row("alexnet", "AlexNet", "56.52", "", "0.100"),
            new Row("resnext-50-32x4d-2019", "ResNeXt-50 32x4d", "82.20", "", "0.092"),
            new Row("efficientnet-b4", "EfficientNet-B4", "82.90", "", "0.094"),
            new Row("noisystudent-b4", "NoisyStudent-B4", "85.30", "", "0.084"),
            new Row("resnest-50", "ResNeSt-50", "81.13", "", "0.096"),
            new Row("t2t-vit-t-14", "T2T-ViTt-14", "81.70", "", "0.088"),
            new Row("crossvit-15", "CrossViT-15", "81.50", "", "0.081"),
            new Row("efficientnetv2-s", "EfficientNetV2-S", "83.90", "", "0.122"));

    /** Its operations gave the joules that table 5.2 prints for the larger one. */
    private static final String SMALLER_MOBILENET_V2 = "mobilenetv2";

    private static final String LARGER_MOBILENET_V2 = "mobilenetv2-1.4";

    private ImageTables() {}

    static List<Figure> table41() {
        Place table = new Place(Document.B, "table 4.1");
        List<Figure> figures = new ArrayList<>();
        for (Row row : TABLES_4_1_AND_5_2) {
            VisionModel model = model(row.model());
            figures.add(table.figure(
                            row.title(),
                            "FLOPs of an inference",
                            "GFLOP",
                            row.gflops(),
                            model.flops().value() / GIGA,
                            "A.3")
                    .holds());
            figures.add(table.figure(row.title(), "top-1 accuracy", "%", row.top1(), model.top1Percent(), "A.3")
                    .holds());
        }
        return figures;
    }

    static List<Figure> table52() {
        Place table = new Place(Document.B, "table 5.2");
        List<Figure> figures = new ArrayList<>();
        for (Row row : TABLES_4_1_AND_5_2) {
            if (row.model().equals(LARGER_MOBILENET_V2)) {
                figures.add(energy(table, row)
                        .fails("computed from the FLOPs of the smaller MobileNetV2, 0.60 instead of 1.18 GFLOP"));
                figures.add(table.figure(
                                row.title(),
                                ENERGY + ", with MobileNetV2's FLOPs",
                                "J",
                                row.joules(),
                                joules(SMALLER_MOBILENET_V2),
                                "0.60 GFLOP of A.3 ÷ the same trend")
                        .holds());
            } else {
                figures.add(energy(table, row).holds());
            }
        }
        return figures;
    }

    static List<Figure> table53() {
        Place table = new Place(Document.B, "table 5.3");
        return TABLE_5_3.stream().map(row -> energy(table, row).holds()).toList();
    }

    /** Two statements of the text under the tables. */
    static List<Figure> section52() {
        Place section = new Place(Document.B, "section 5.2");
        double alexNet = joules("alexnet");
        return List.of(
                section.figure(
                                "AlexNet over models of 2018 and 2019 with like FLOPs",
                                "ratio of energies, \"approximately\"",
                                "",
                                "10",
                                alexNet / joules("efficientnet-b1"),
                                "table 5.2, AlexNet ÷ EfficientNet-B1")
                        .fails(String.format(
                                Locale.ROOT,
                                "%.1f to %.1f over the three models; only the joules of MobileNetV2 1.4, which are wrong, give 10",
                                alexNet / joules(LARGER_MOBILENET_V2),
                                alexNet / joules("noisystudent-b1"))),
                section.figure(
                                "EfficientNetV2-S over AlexNet",
                                "gain in accuracy",
                                "%",
                                "48",
                                100
                                        * (model("efficientnetv2-s").top1Percent()
                                                        / model("alexnet").top1Percent()
                                                - 1),
                                "ratio of the accuracies of A.3")
                        .holds());
    }

    private static Claim energy(Place table, Row row) {
        return table.figure(row.title(), ENERGY, "J", row.joules(), joules(row.model()), TREND);
    }

    private static double joules(String name) {
        VisionModel model = model(name);
        double flopPerJoule = GIGA * EfficiencyTrends.of(model.family()).at(model.released());
        return model.flops().value() / flopPerJoule;
    }

    private static VisionModel model(String name) {
        return VisionModels.bundled()
                .find(name)
                .orElseThrow(() -> new IllegalStateException("table A.3 has no model " + name));
    }
}
