package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.catalogue.GpuHistory;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.NetworkCost;
import io.wattledger.estimator.network.Networks;
import io.wattledger.estimator.network.Shape;
import io.wattledger.estimator.reproduce.Claim.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures of document A: its one table, of six networks in batches of 32. */
final class DocumentA {

    private static final Place TABLE = new Place(Document.A, "table of section 4.1");
    private static final Place SECTION = new Place(Document.A, "section 3.2");
    private static final int BATCH = 32;
    private static final int TOKENS = 128;
    private static final double GIGA = 1e9;
    private static final String GFLOP = "GFLOP";
    private static final String GB = "GB";
    private static final String INFERENCE = "FLOPs of a batch";

    /** A training step is three forward passes; section 3.4. */
    private static final int TRAINING_OVER_FORWARD_SECTION_3_4 = 3;

    /**
     * A row of the table.
     *
     * @param network the same network here
     * @param title its title there
     * @param flops predicted for a forward pass
     * @param training predicted for a training step
     * @param memory predicted
     * @param joules of a batch
     */
    private record Row(String network, String title, String flops, String training, String memory, String joules) {}

    private static final Row VGG = new Row("vgg16", "VGG16", "490", "1470", "2.0", "0.25");
    private static final Row RESNET = new Row("resnet50", "ResNet-50", "122", "366", "1.3", "0.07");
    private static final Row LSTM = new Row("lstm-2-layer", "LSTM", "4.3", "12.9", "0.2", "0.02");
    private static final Row GRU = new Row("gru-2-layer", "GRU", "3.2", "9.6", "0.15", "0.015");
    private static final Row BERT = new Row("bert-medium", "BERT-Medium", "328", "984", "4.0", "0.10");
    private static final Row GPT = new Row("gpt2-medium", "GPT-2 Medium", "2830", "8480", "22", "0.50");
    private static final List<Row> ROWS = List.of(VGG, RESNET, LSTM, GRU, BERT, GPT);

    /** He and others, 2016, table 1 and section 4.1: multiply-adds of an image, in 1e9. */
    private static final double VGG16_GMACS_HE_2016 = 15.3;

    private static final double RESNET50_GMACS_HE_2016 = 3.8;

    /** Section 3.2.2 leaves the sizes open; with these the table's multiply-adds follow. */
    private static final int RECURRENT_SIZE_ASSUMED = 256;

    private static final int RECURRENT_LAYERS_SECTION_3_1 = 2;
    private static final int LSTM_GATES = 4;
    private static final int GRU_GATES = 3;

    /** Radford and others, 2019, table 2, in millions. */
    private static final double GPT2_MEDIUM_MEGA_PARAMETERS_RADFORD_2019 = 345;

    /** ASSUMPTION: 41.4 million parameters, rounded down; with it the table's figure follows. */
    private static final double BERT_MEDIUM_MEGA_PARAMETERS_ASSUMED = 40;

    private DocumentA() {}

    static List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.addAll(operations());
        figures.addAll(formula());
        figures.addAll(training());
        figures.addAll(MeasuredColumns.figures());
        ROWS.forEach(row -> figures.add(memory(row)));
        ROWS.forEach(row -> figures.add(energy(row)));
        return figures;
    }

    private static List<Figure> operations() {
        List<Figure> figures = new ArrayList<>();
        for (Row row : List.of(VGG, RESNET, LSTM, GRU)) {
            figures.add(counted(row).fails("the table counts multiply-adds, half of the operations"));
        }
        figures.add(counted(BERT).fails("2 operations for each of 40 million parameters and 4096 tokens give 328"));
        figures.add(counted(GPT).fails("2 operations for each of 345 million parameters and 4096 tokens give 2826"));
        figures.add(multiplyAdds(VGG, BATCH * VGG16_GMACS_HE_2016, "32 × 15.3, He and others 2016"));
        figures.add(multiplyAdds(RESNET, BATCH * RESNET50_GMACS_HE_2016, "32 × 3.8, He and others 2016"));
        figures.add(multiplyAdds(
                LSTM, recurrent(LSTM_GATES), "4 (DH + H²) T L × 32 with D = H = 256, which are not stated"));
        figures.add(
                multiplyAdds(GRU, recurrent(GRU_GATES), "3 (DH + H²) T L × 32 with D = H = 256, which are not stated"));
        return figures;
    }

    private static Claim counted(Row row) {
        return TABLE.figure(
                row.title(),
                INFERENCE,
                GFLOP,
                row.flops(),
                cost(row).flops().value() / GIGA,
                "layers of %s, batch 32, 2 per multiply-add".formatted(row.network()));
    }

    private static Figure multiplyAdds(Row row, double gigaMacs, String method) {
        return TABLE.figure(row.title(), "multiply-adds of a batch", "GMAC", row.flops(), gigaMacs, method)
                .holds();
    }

    private static double recurrent(int gates) {
        double size = RECURRENT_SIZE_ASSUMED;
        return gates * (size * size + size * size) * TOKENS * RECURRENT_LAYERS_SECTION_3_1 * BATCH / GIGA;
    }

    /** The two transformers, by the document's formula and by what gives the printed figures instead. */
    private static List<Figure> formula() {
        String reason = "neither that nor its double is 328";
        return List.of(
                transformer(BERT, 8, 512).fails(reason),
                transformer(BERT, 12, 512).fails(reason + ": 322 would be nearest"),
                transformer(GPT, 24, 1024).fails("neither that nor its double, 2525, is 2830"),
                perParameter(BERT, BERT_MEDIUM_MEGA_PARAMETERS_ASSUMED).holds(),
                perParameter(GPT, GPT2_MEDIUM_MEGA_PARAMETERS_RADFORD_2019)
                        .within(printed -> new Tolerance(5, "rounds to the printed tens"))
                        .holds());
    }

    private static Claim transformer(Row row, int layers, int hidden) {
        double perLayer = 2.0 * TOKENS * TOKENS * hidden + 12.0 * TOKENS * hidden * hidden;
        return SECTION.figure(
                row.title(),
                INFERENCE + " by the formula, %d layers".formatted(layers),
                GFLOP,
                row.flops(),
                BATCH * layers * perLayer / GIGA,
                "(2n²d + 12nd²) × %d layers × 32, n = 128, d = %d".formatted(layers, hidden));
    }

    private static Claim perParameter(Row row, double megaParameters) {
        return TABLE.figure(
                row.title(),
                INFERENCE + " by parameters",
                GFLOP,
                row.flops(),
                perParameter(megaParameters),
                String.format(
                        Locale.ROOT,
                        "2 × %.0f million parameters × 4096 tokens; not the document's formula",
                        megaParameters));
    }

    private static double perParameter(double megaParameters) {
        return 2 * megaParameters * 1e6 * TOKENS * BATCH / GIGA;
    }

    private static List<Figure> training() {
        List<Figure> figures = new ArrayList<>();
        for (Row row : ROWS) {
            double forward = new Published(row.flops()).value();
            Claim claim = TABLE.figure(
                    row.title(),
                    "FLOPs of a training step",
                    GFLOP,
                    row.training(),
                    TRAINING_OVER_FORWARD_SECTION_3_4 * forward,
                    "3 × the printed forward pass");
            figures.add(
                    row.equals(GPT)
                            ? claim.withinInputs(3 * 5 - 0.5, "2830 to tens: 3 × 2826 is 8479")
                                    .holds()
                            : claim.holds());
        }
        return figures;
    }

    private static Figure memory(Row row) {
        NetworkCost cost = cost(row);
        double kept = (cost.parameterBytes() + cost.activationBytes()) / GIGA;
        return TABLE.figure(
                        row.title(),
                        "memory",
                        GB,
                        row.memory(),
                        kept,
                        "parameters and what all layers put out, batch 32, FP32")
                .fails(String.format(
                        Locale.ROOT,
                        "alive at once in a forward pass: %.2f GB; in a training step with Adam: %.2f GB",
                        cost.peakMemoryBytes() / GIGA,
                        cost.training().peakMemoryBytes() / GIGA));
    }

    private static Figure energy(Row row) {
        double flops = cost(row).flops().value() / GIGA;
        double tensorJoules = flops / v100(Precision.MIXED);
        return TABLE.figure(
                        row.title(),
                        "energy of a batch",
                        "J",
                        row.joules(),
                        flops / v100(Precision.FP32),
                        "operations of the layers ÷ peak FP32 FLOPS per watt of a V100, document B, table B.1")
                .fails(String.format(
                        Locale.ROOT,
                        "%.0f times below the FP32 peak of a V100, which it names; its tensor cores at their full peak: %.2g J",
                        flops / v100(Precision.FP32) / new Published(row.joules()).value(),
                        tensorJoules));
    }

    private static double v100(Precision precision) {
        return GpuHistory.bundled().rows().stream()
                .filter(row -> row.title().equals("Tesla V100") && row.precision() == precision)
                .mapToDouble(row -> row.tflops() * 1e3 / row.power().value())
                .findFirst()
                .orElseThrow();
    }

    private static NetworkCost cost(Row row) {
        Network network = Networks.find(row.network()).orElseThrow();
        Network sized = row.equals(GPT) ? network.withInput(new Shape.Tokens(TOKENS)) : network;
        return sized.forward(BATCH, Precision.FP32);
    }
}
