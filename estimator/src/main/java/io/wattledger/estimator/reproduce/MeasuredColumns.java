package io.wattledger.estimator.reproduce;

import io.wattledger.estimator.reproduce.Claim.Place;
import java.util.List;

/** The percentages beside the measured columns of document A's table, and the range that its text draws from them. */
final class MeasuredColumns {

    private static final Place TABLE = new Place(Document.A, "table of section 4.1, measured");

    private MeasuredColumns() {}

    static List<Figure> figures() {
        return List.of(
                over("ResNet-50, inference", "-8", 112, 122).holds(),
                over("LSTM, inference", "5", 4.5, 4.3).holds(),
                over("GRU, inference", "6", 3.4, 3.2).holds(),
                over("BERT-Medium, inference", "5", 345, 328).holds(),
                over("GPT-2 Medium, inference", "3", 2910, 2830).holds(),
                over("VGG16, training", "2", 1500, 1470).holds(),
                over("LSTM, training", "5", 13.5, 12.9).holds(),
                over("GRU, training", "6", 10, 9.6).fails("10 is 4 % above 9.6; 10.2, printed as 10, would be 6 %"),
                over("BERT-Medium, training", "5", 1030, 984).holds(),
                over("GPT-2 Medium, training", "3", 8700, 8480).holds(),
                over("ResNet-50, memory", "15", 1.5, 1.3).holds(),
                over("BERT-Medium, memory", "10", 4.4, 4.0).holds(),
                over("GPT-2 Medium, memory", "18", 26, 22).holds());
    }

    private static Claim over(String row, String printed, double measured, double predicted) {
        return TABLE.figure(
                row,
                "measured over predicted",
                "%",
                printed,
                100 * (measured / predicted - 1),
                "%s over %s, as printed".formatted(measured, predicted));
    }
}
