package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.UnknownNameException;
import java.util.Arrays;
import java.util.List;

/** A source document. */
public enum Document {
    A(
            "The Cost of Intelligence: Comprehensive Metrics for Neural Network Efficiency and Business Impact",
            "Rojivadia, The Cost of Intelligence",
            """
            All that the document predicts is one table. Its convolutional and recurrent figures are multiply-adds of a
            batch of 32, not operations, and the recurrent ones need sizes that the document does not state. Its
            figures for BERT and GPT-2 do not come from its formula for transformers: twice the parameters for each
            token gives them. Training is three times the forward pass throughout. Neither the memory nor the joules
            follow from anything in it; calibrate nothing on them."""),
    B(
            "Thesis on compute and energy of deep-learning inference",
            "thesis on compute and energy of deep-learning inference, 2021; its results are also in Desislavov,"
                    + " Martínez-Plumed, Hernández-Orallo, arXiv:2109.05472",
            """
            Most of it holds. The speed-ups, the adapted GPUs and the efficiencies follow from the measured throughput;
            the joules follow from the trend over the adapted GPUs, 13 of 14 rows to the printed digit. The fourteenth,
            MobileNetV2 1.4, was computed with the operations of the smaller MobileNetV2, and the text's "10 times less"
            leans on it. Equation 4.1 is printed as a sum; the appendix multiplies. The operations of ViT-G/14 do not
            follow from the factors printed beside them. The correlations of section 4.1.1 are over distinct points."""),
    C(
            "Dissecting FLOPs along input dimensions for GreenAI cost estimations",
            "Asperti, Evangelista, Marzolla, LOD 2021",
            """
            The predictions printed in figure 3a are not those of the coefficients printed in section 5; other
            coefficients give all four of them. Figure 1a counts operations as equation 4 does, two for a multiply-add;
            the amounts of figure 2 are multiply-adds, and one of them, 490, is 441 in the authors' data. The document
            prints no measure of fit, so its method is compared with the authors' timings only where they are at hand."""),
    D(
            "Modeling Energy Consumption in Deep Learning Architectures Using Power Laws",
            "Modeling Energy Consumption in Deep Learning Architectures Using Power Laws, 2025",
            """
            The tables of coefficients agree with themselves and with the text. The worked example does not: its
            operations are not those of the two models it describes, its efficiencies are not those of its own law,
            and its times are in no unit that fits all of them. Its last step, from the printed times to joules,
            follows for one model and misses the last digit for the other.""");

    private final String title;
    private final String source;
    private final String summary;

    Document(String title, String source, String summary) {
        this.title = title;
        this.source = source;
        this.summary = summary;
    }

    /** Its title. */
    public String title() {
        return title;
    }

    /** How to cite it. */
    public String source() {
        return source;
    }

    /** What of it holds and what does not, in a few sentences. */
    public String summary() {
        return summary;
    }

    /**
     * The document of a letter, in any case.
     *
     * @throws UnknownNameException for another letter
     */
    public static Document of(String letter) {
        List<String> letters = Arrays.stream(values()).map(Document::name).toList();
        return Arrays.stream(values())
                .filter(document -> document.name().equalsIgnoreCase(letter.strip()))
                .findFirst()
                .orElseThrow(() -> new UnknownNameException("document", letter, letters, "docs/reproduction.md"));
    }
}
