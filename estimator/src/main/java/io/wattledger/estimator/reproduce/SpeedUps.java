package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.catalogue.Throughput;
import io.wattledger.estimator.catalogue.Throughputs;
import io.wattledger.estimator.reproduce.Claim.Place;
import java.util.List;
import java.util.Locale;

/** What mixed precision gains, document B: measured throughput (B.2), its means (5.1), and the FLOPS they adapt (B.3). */
final class SpeedUps {

    private static final String V100 = "V100";
    private static final String T4 = "T4";
    private static final String A100 = "A100";

    /** Peak FP32, table B.1. */
    private static final double V100_FP32_TFLOPS_TABLE_B_1 = 15.70;

    /** Peak FP32, table B.1. */
    private static final double T4_FP32_TFLOPS_TABLE_B_1 = 8.10;

    /** Rows of tables 5.1 and B.3 come from the same mean. */
    private record Row(String task, String gpu, Precision precision, String speedUp, String tflops) {

        String title() {
            return "%s %s, %s".formatted(gpu, precision.label(), task);
        }
    }

    private static final List<Row> TABLES_5_1_AND_B_3 = List.of(
            new Row("CV", V100, Precision.MIXED, "2.27", "35.71"),
            new Row("CV", A100, Precision.TF32, "1.75", "27.41"),
            new Row("CV", A100, Precision.MIXED, "3.33", "52.35"),
            new Row("CV", T4, Precision.MIXED, "2.7", "21.85"),
            new Row("NLP", V100, Precision.MIXED, "2.64", "41.44"),
            new Row("NLP", A100, Precision.TF32, "3.56", "55.85"),
            new Row("NLP", A100, Precision.MIXED, "4.67", "73.29"),
            new Row("NLP", T4, Precision.MIXED, "3.16", "25.58"));

    private SpeedUps() {}

    static List<Figure> table51() {
        Place table = new Place(Document.B, "table 5.1");
        return TABLES_5_1_AND_B_3.stream()
                .map(row -> table.figure(
                                row.title(),
                                "speed-up",
                                "",
                                row.speedUp(),
                                mean(row),
                                "mean of the ratios of throughput in B.2, unrounded")
                        .holds())
                .toList();
    }

    static List<Figure> tableB2() {
        Place table = new Place(Document.B, "table B.2");
        return Throughputs.bundled().rows().stream()
                .filter(row -> row.precision() != Precision.FP32)
                .map(row -> table.figure(
                                "%s, %s, %s %s"
                                        .formatted(
                                                row.model(),
                                                row.framework(),
                                                row.gpu(),
                                                row.precision().label()),
                                "speed-up",
                                "",
                                String.format(Locale.ROOT, "%.2f", row.speedUp()),
                                speedUp(row),
                                "throughput ÷ FP32 throughput, of the V100 for the A100")
                        .holds())
                .toList();
    }

    static List<Figure> tableB3() {
        Place table = new Place(Document.B, "table B.3, adapted FLOPS");
        return TABLES_5_1_AND_B_3.stream()
                .map(row -> table.figure(
                                row.title(),
                                "adapted FLOPS",
                                "TFLOPS",
                                row.tflops(),
                                mean(row) * baseTflops(row.gpu()),
                                "unrounded speed-up of table 5.1 × FP32 peak of the %s, %s"
                                        .formatted(base(row.gpu()), baseTflops(row.gpu())))
                        .holds())
                .toList();
    }

    private static double mean(Row row) {
        return Throughputs.bundled().rows().stream()
                .filter(each -> each.task().equals(row.task())
                        && each.gpu().startsWith(row.gpu())
                        && each.precision() == row.precision())
                .mapToDouble(SpeedUps::speedUp)
                .average()
                .orElseThrow();
    }

    private static double speedUp(Throughput row) {
        return Throughputs.bundled().rows().stream()
                .filter(each -> each.precision() == Precision.FP32
                        && each.model().equals(row.model())
                        && each.framework().equals(row.framework())
                        && each.gpu().startsWith(base(row.gpu())))
                .mapToDouble(fp32 -> row.perSecond() / fp32.perSecond())
                .findFirst()
                .orElseThrow();
    }

    private static String base(String gpu) {
        return gpu.startsWith(T4) ? T4 : V100;
    }

    private static double baseTflops(String gpu) {
        return base(gpu).equals(T4) ? T4_FP32_TFLOPS_TABLE_B_1 : V100_FP32_TFLOPS_TABLE_B_1;
    }
}
