package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.catalogue.LanguageModel;
import io.wattledger.estimator.catalogue.LanguageModels;
import io.wattledger.estimator.catalogue.VisionModel;
import io.wattledger.estimator.catalogue.VisionModels;
import io.wattledger.estimator.network.Network;
import io.wattledger.estimator.network.Networks;
import io.wattledger.estimator.network.Shape;
import io.wattledger.estimator.reproduce.Claim.Place;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Tables A.3 and A.4 of document B against the layers of networks: the document took these counts from papers. */
final class CountedNetworks {

    private static final double GIGA = 1e9;
    private static final String FLOPS = "FLOPs of an inference";
    private static final String GFLOP = "GFLOP";
    private static final String RESNETS =
            "the paper's network strides in its 1×1 convolutions; today's, counted here, in the 3×3 ones, which costs more";
    private static final String EFFICIENTNETS =
            "the paper's count is lower than the layers of its published configuration cost";

    private static final String VITS_384 = "the cited paper's count is up to 1 % above that of the layers";

    /**
     * A model with known layers.
     *
     * @param row its name in the table
     * @param network its name here
     * @param size pixels or tokens that the table's figure is for
     * @param reason why the count differs; empty where it does not
     */
    private record Row(String row, String network, int size, String reason) {}

    private static final List<Row> TABLE_A_3 = List.of(
            new Row("alexnet", "alexnet", 224, ""),
            new Row("vgg19", "vgg19", 224, "the document's tool also counts what is no multiply-add: 0.2 % more"),
            new Row("vgg16", "vgg16", 224, ""),
            new Row("resnet50", "resnet50", 224, RESNETS),
            new Row("resnet101", "resnet101", 224, RESNETS),
            new Row("resnet152", "resnet152", 224, RESNETS),
            new Row("mobilenetv2", "mobilenetv2", 224, ""),
            new Row(
                    "mobilenetv2-1.4",
                    "mobilenetv2-1.4",
                    224,
                    "the paper counts 1.3 % more than the layers of its configuration"),
            new Row("efficientnet-b0", "efficientnet-b0", 224, ""),
            new Row("efficientnet-b1", "efficientnet-b1", 240, ""),
            new Row("efficientnet-b2", "efficientnet-b2", 260, ""),
            new Row("efficientnet-b3", "efficientnet-b3", 300, ""),
            new Row("efficientnet-b4", "efficientnet-b4", 380, EFFICIENTNETS),
            new Row("efficientnet-b5", "efficientnet-b5", 456, EFFICIENTNETS),
            new Row("efficientnet-b6", "efficientnet-b6", 528, ""),
            new Row("efficientnet-b7", "efficientnet-b7", 600, EFFICIENTNETS),
            new Row("fixefficientnet-b0", "efficientnet-b0", 320, ""),
            new Row("fixefficientnet-b7", "efficientnet-b7", 632, EFFICIENTNETS),
            new Row("vit-l-16-384-imagenet-21k", "vit-l-16", 384, VITS_384),
            new Row("vit-b-16-384", "vit-b-16", 384, VITS_384),
            new Row("deit-small", "deit-small", 224, ""),
            new Row("deit-base", "deit-base", 224, ""),
            new Row("deit-base-384", "deit-base", 384, VITS_384));

    private static final List<Row> TABLE_A_4 = List.of(
            new Row("bert-large", "bert-large", 128, ""),
            new Row(
                    "bert-base",
                    "bert-base",
                    128,
                    "the cited count has more than the products of the 12 layers; twice 110 million parameters for each"
                            + " of 128 tokens would be 28"),
            new Row(
                    "gpt2-xl",
                    "gpt2-xl",
                    1024,
                    "3 % below the layers with their vocabulary head, 2 % above them without it"));

    private CountedNetworks() {}

    static List<Figure> tableA3() {
        Place table = new Place(Document.B, "table A.3");
        return TABLE_A_3.stream().map(row -> vision(table, row)).toList();
    }

    static List<Figure> tableA4() {
        Place table = new Place(Document.B, "table A.4");
        return TABLE_A_4.stream().map(row -> language(table, row)).toList();
    }

    private static Figure vision(Place table, Row row) {
        VisionModel model = VisionModels.bundled().find(row.row()).orElseThrow();
        double printed = model.flops().value() / GIGA;
        Claim claim = table.figure(
                        model.title(),
                        FLOPS,
                        GFLOP,
                        String.format(Locale.ROOT, "%.2f", printed),
                        count(row, new Shape.Image(3, row.size(), row.size())),
                        "layers of %s at %d pixels, 2 per multiply-add".formatted(row.network(), row.size()))
                .within(published -> new Tolerance(
                        multiplyAddUnit(published), "within the rounding of the multiply-adds it is twice of"));
        return row.reason().isEmpty() ? claim.holds() : claim.fails(row.reason());
    }

    private static Figure language(Place table, Row row) {
        LanguageModel model = LanguageModels.bundled().find(row.row()).orElseThrow();
        Claim claim = table.figure(
                model.title(),
                FLOPS,
                GFLOP,
                new BigDecimal(model.flops().value() / GIGA)
                        .stripTrailingZeros()
                        .toPlainString(),
                count(row, new Shape.Tokens(row.size())),
                "layers of %s over %d tokens, 2 per multiply-add".formatted(row.network(), row.size()));
        return row.reason().isEmpty() ? claim.holds() : claim.fails(row.reason());
    }

    private static double count(Row row, Shape input) {
        Network network = Networks.find(row.network()).orElseThrow();
        return network.withInput(input).forward(1, Precision.FP32).flops().value() / GIGA;
    }

    /** Papers print multiply-adds, the document twice that: half a unit of theirs is one of these. */
    private static double multiplyAddUnit(Published published) {
        BigDecimal multiplyAdds = new BigDecimal(published.text()).divide(BigDecimal.valueOf(2));
        BigDecimal shortest = multiplyAdds.stripTrailingZeros();
        return Math.min(1, shortest.ulp().doubleValue());
    }
}
