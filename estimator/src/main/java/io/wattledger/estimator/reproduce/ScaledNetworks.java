package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.reproduce.Claim.Place;
import java.util.List;

/** Equation 4.1 and equations A.1 to A.12 of document B: operations scaled from one network to another. */
final class ScaledNetworks {

    /** EfficientNet-B7, GFLOP, table A.3. */
    private static final double B7_GFLOPS_TABLE_A_3 = 74;

    /** EfficientNet-B0, GFLOP, table A.3. */
    private static final double B0_GFLOPS_TABLE_A_3 = 0.78;

    /** ViT-G/14 at 224 and at 384 pixels, GFLOP, table A.2. */
    private static final double VIT_G_224_GFLOPS_TABLE_A_2 = 965.3;

    private static final double VIT_G_384_GFLOPS_TABLE_A_2 = 2859.9;

    /** Scales of L2 over B7 as equations A.2 print them: depth 5.3 ÷ 3.1, width 4.3 ÷ 2, resolution 800 ÷ 600. */
    private static final double DEPTH_EQUATION_A_2 = 1.7097;

    private static final double WIDTH_EQUATION_A_2 = 2.15;
    private static final double RESOLUTION_EQUATION_A_2 = 1.3334;

    /** 632 ÷ 600, 320 ÷ 224 and 518 ÷ 384 as equations A.5, A.7 and A.11 print them. */
    private static final double RESOLUTION_EQUATION_A_5 = 1.0534;

    private static final double RESOLUTION_EQUATION_A_7 = 1.4286;
    private static final double RESOLUTION_EQUATION_A_11 = 1.3490;

    private static final String SCALE = "scale";
    private static final String FLOPS = "FLOPs of an inference";
    private static final String GFLOP = "GFLOP";
    private static final String ROUNDED_UP = "rounded up there";

    private ScaledNetworks() {}

    static List<Figure> figures() {
        return List.of(
                at("4.1")
                        .figure(
                                "NoisyStudent-L2",
                                FLOPS + ", as a sum",
                                GFLOP,
                                "1040",
                                B7_GFLOPS_TABLE_A_3
                                        * (DEPTH_EQUATION_A_2
                                                + square(WIDTH_EQUATION_A_2)
                                                + square(RESOLUTION_EQUATION_A_2)),
                                "74 × (d + w² + r²), as equation 4.1 is printed")
                        .fails("equation 4.1 is printed with plus signs; the appendix multiplies: A.3"),
                at("A.2")
                        .figure("depth", SCALE, "", "1.7097", 5.3 / 3.1, "5.3 ÷ 3.1")
                        .holds(),
                at("A.2").figure("width", SCALE, "", "2.15", 4.3 / 2, "4.3 ÷ 2").holds(),
                at("A.2")
                        .figure("resolution", SCALE, "", "1.3334", 800.0 / 600, "800 ÷ 600")
                        .withinOneUnit(ROUNDED_UP)
                        .holds(),
                l2("1039.7991"),
                l2("1040"),
                fixL2("584.8285"),
                fixL2("585"),
                at("A.5")
                        .figure("resolution", SCALE, "", "1.0534", 632.0 / 600, "632 ÷ 600")
                        .withinOneUnit(ROUNDED_UP)
                        .holds(),
                fixB7("82.1142"),
                fixB7("82"),
                at("A.7")
                        .figure("resolution", SCALE, "", "1.4286", 320.0 / 224, "320 ÷ 224")
                        .holds(),
                fixB0("1.5919"),
                fixB0("1.6"),
                at("A.9")
                        .figure("resolution", SCALE, "", "1.7143", 384.0 / 224, "384 ÷ 224")
                        .holds(),
                at("A.9")
                        .figure("resolution squared", SCALE, "", "2.9388", square(384.0 / 224), "(384 ÷ 224)²")
                        .holds(),
                at("A.10")
                        .figure(
                                "operations",
                                SCALE,
                                "",
                                "2.9627",
                                VIT_G_384_GFLOPS_TABLE_A_2 / VIT_G_224_GFLOPS_TABLE_A_2,
                                "2859.9 ÷ 965.3")
                        .holds(),
                at("A.11")
                        .figure("resolution", SCALE, "", "1.3490", 518.0 / 384, "518 ÷ 384")
                        .holds(),
                vitG("5269.9617"),
                vitG("5270"));
    }

    private static Figure l2(String printed) {
        double gflops =
                B7_GFLOPS_TABLE_A_3 * DEPTH_EQUATION_A_2 * square(WIDTH_EQUATION_A_2) * square(RESOLUTION_EQUATION_A_2);
        return at("A.3")
                .figure("NoisyStudent-L2", FLOPS, GFLOP, printed, gflops, "74 × 1.7097 × 2.15² × 1.3334²")
                .holds();
    }

    private static Figure fixL2(String printed) {
        double gflops = B7_GFLOPS_TABLE_A_3 * DEPTH_EQUATION_A_2 * square(WIDTH_EQUATION_A_2);
        return at("A.4")
                .figure("FixEfficientNet-L2", FLOPS, GFLOP, printed, gflops, "74 × 1.7097 × 2.15²")
                .holds();
    }

    private static Figure fixB7(String printed) {
        double gflops = B7_GFLOPS_TABLE_A_3 * square(RESOLUTION_EQUATION_A_5);
        return at("A.6")
                .figure("FixEfficientNet-B7", FLOPS, GFLOP, printed, gflops, "74 × 1.0534²")
                .holds();
    }

    private static Figure fixB0(String printed) {
        double gflops = B0_GFLOPS_TABLE_A_3 * square(RESOLUTION_EQUATION_A_7);
        return at("A.8")
                .figure("FixEfficientNet-B0", FLOPS, GFLOP, printed, gflops, "0.78 × 1.4286²")
                .holds();
    }

    private static Figure vitG(String printed) {
        double gflops = VIT_G_384_GFLOPS_TABLE_A_2 * square(RESOLUTION_EQUATION_A_11);
        return at("A.12")
                .figure("ViT-G/14", FLOPS, GFLOP, printed, gflops, "2859.9 × 1.3490²")
                .fails(
                        "the factors of the equation give 5204.4, and 224 pixels as the base (518 ÷ 224)² × 965.3 = 5162");
    }

    private static Place at(String equation) {
        return new Place(Document.B, "equation " + equation);
    }

    private static double square(double value) {
        return value * value;
    }
}
