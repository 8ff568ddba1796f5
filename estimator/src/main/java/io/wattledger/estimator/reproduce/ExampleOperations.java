package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.reproduce.Claim.Place;
import java.util.ArrayList;
import java.util.List;

/** Table 6 of document D: operations of two GPT models in a batch of 64 sequences of 320 tokens. */
final class ExampleOperations {

    private static final Place TABLE_6 = new Place(Document.D, "table 6");
    private static final double BATCH_SECTION_5_2 = 64;
    private static final double TOKENS_SECTION_5_2 = 320;
    private static final String FLOP = "FLOP";
    private static final String OPERATIONS = "operations";
    private static final String UNKNOWN_B =
            "no whole number of layers of model B gives it; it is %s times what table 6 has for model A";

    /** A model of section 5.2 and what table 6 prints for it. */
    private record Example(
            String name, int layers, double width, String qkv, String last, String attention, String projections) {

        /** Operations of a product of every token with a square matrix, in one layer. */
        double product() {
            return 2 * BATCH_SECTION_5_2 * TOKENS_SECTION_5_2 * width * width;
        }

        /** Operations of queries times keys, or of weights times values, in one layer. */
        double attentionProduct() {
            return 2 * BATCH_SECTION_5_2 * TOKENS_SECTION_5_2 * TOKENS_SECTION_5_2 * width;
        }

        String row(String operation) {
            return "model %s, %s".formatted(name, operation);
        }
    }

    private static final Example A = new Example("A", 6, 512, "6.44e10", "4.30e10", "6.74e9", "1.07e11");
    private static final Example B = new Example("B", 12, 768, "3.43e11", "2.29e11", "2.69e10", "5.72e11");

    private ExampleOperations() {}

    static List<Figure> table6() {
        List<Figure> figures = new ArrayList<>();
        figures.add(
                qkv(A).fails("a third of it: one of the three products in each of 6 layers, or all three in 2 layers"));
        figures.add(last(A).fails("two thirds of it, as if 4 of the 6 layers had one"));
        for (String operation : List.of("attention scores", "attention output")) {
            figures.add(attention(A, operation, A.layers()).fails("a sixth of it: one layer instead of 6"));
            figures.add(attention(A, operation, 1)
                    .fails("0.4 % above one layer; the rest is not in any of the counts of section 3"));
        }
        figures.add(total(A));
        figures.add(qkv(B).fails(UNKNOWN_B.formatted("5.33")));
        figures.add(last(B).fails(UNKNOWN_B.formatted("5.33")));
        for (String operation : List.of("attention scores", "attention output")) {
            figures.add(attention(B, operation, B.layers()).fails(UNKNOWN_B.formatted("3.99")));
        }
        figures.add(total(B));
        return figures;
    }

    private static Claim qkv(Example model) {
        return TABLE_6.figure(
                model.row("QKV projections"),
                OPERATIONS,
                FLOP,
                model.qkv(),
                3 * model.layers() * model.product(),
                "2 × 3 × batch × tokens × d² × %d layers".formatted(model.layers()));
    }

    private static Claim last(Example model) {
        return TABLE_6.figure(
                model.row("final projection"),
                OPERATIONS,
                FLOP,
                model.last(),
                model.layers() * model.product(),
                "2 × batch × tokens × d² × %d layers".formatted(model.layers()));
    }

    private static Claim attention(Example model, String operation, int layers) {
        return TABLE_6.figure(
                model.row(operation),
                layers == 1 ? OPERATIONS + " of one layer" : OPERATIONS,
                FLOP,
                model.attention(),
                layers * model.attentionProduct(),
                "2 × batch × tokens² × d" + (layers == 1 ? "" : " × %d layers".formatted(layers)));
    }

    private static Figure total(Example model) {
        return TABLE_6.figure(
                        model.row("total of projections"),
                        OPERATIONS,
                        FLOP,
                        model.projections(),
                        new Published(model.qkv()).value() + new Published(model.last()).value(),
                        "sum of the two rows, as printed")
                .holds();
    }
}
