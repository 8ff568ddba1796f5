package io.wattledger.estimator.reproduce;

import static io.wattledger.estimator.method.EfficiencyLaws.A100_TABLES_1_AND_2;
import static io.wattledger.estimator.method.EfficiencyLaws.RTX_2080_TI_TABLE_1;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.method.EfficiencyLaws;
import io.wattledger.estimator.method.EfficiencyLaws.Part;
import io.wattledger.estimator.reproduce.Claim.Place;
import java.util.List;

/** Tables 1 and 2 of document D: the coefficients cannot be refitted, but the text quotes them. */
final class PublishedLaws {

    private static final String SATURATION = "saturation";
    private static final String AS_FRACTION = "η_max of table 2, read as a fraction; that of the gates is in percent";

    private PublishedLaws() {}

    static List<Figure> tables1And2() {
        Place table1 = new Place(Document.D, "table 1 and section 3");
        Place table2 = new Place(Document.D, "table 2 and section 3");
        return List.of(
                table1.figure(
                                "A100, matrix product",
                                SATURATION,
                                "%",
                                "66",
                                max(A100_TABLES_1_AND_2, Part.ATTENTION_OUTPUT),
                                "η_max of table 1")
                        .holds(),
                table1.figure(
                                "RTX 2080 Ti, matrix product",
                                SATURATION + ", \"above\"",
                                "%",
                                "78",
                                max(RTX_2080_TI_TABLE_1, Part.ATTENTION_OUTPUT),
                                "η_max of table 1")
                        .withinOneUnit("78.55 is above 78")
                        .holds(),
                table1.figure(
                                "A100",
                                "maximum throughput",
                                "TFLOPS",
                                "156",
                                peak("a100-pcie-80gb", Precision.TF32),
                                "dense TF32 peak, catalogue of GPUs")
                        .holds(),
                table1.figure(
                                "RTX 2080 Ti",
                                "maximum throughput",
                                "TFLOPS",
                                "13.45",
                                peak("rtx-2080-ti", Precision.FP32),
                                "FP32 peak, catalogue of GPUs")
                        .holds(),
                table2.figure(
                                "gates",
                                SATURATION + ", \"up to\"",
                                "%",
                                "67",
                                max(A100_TABLES_1_AND_2, Part.GATES),
                                "η_max of table 2")
                        .holds(),
                table2.figure(
                                "cell update",
                                SATURATION + ", lower end of a range",
                                "%",
                                "5",
                                max(A100_TABLES_1_AND_2, Part.CELL_UPDATE),
                                AS_FRACTION)
                        .holds(),
                table2.figure(
                                "activations",
                                SATURATION + ", upper end of a range",
                                "%",
                                "10",
                                max(A100_TABLES_1_AND_2, Part.ACTIVATIONS),
                                AS_FRACTION)
                        .holds());
    }

    private static double max(EfficiencyLaws laws, Part part) {
        return ExampleTimes.law(laws, part).maxPercent();
    }

    private static double peak(String gpu, Precision precision) {
        return GpuCatalogue.bundled().require(gpu).peakTflops(precision);
    }
}
