package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.Watts;
import java.time.LocalDate;

/**
 * FLOPS per watt of a GPU, where the document has it adapted to what networks achieve with it.
 *
 * @param adapted what it is adapted to
 * @param gpu its name in {@link GpuCatalogue}
 * @param title its name in the document
 * @param precision of the operations
 * @param tflops 1e12 FLOP/s
 * @param power thermal design power
 * @param launched launch date
 * @param type "desktop" or "server"
 * @param gflopsPerWatt as printed, 1e9 FLOP/s per watt; the same as 1e9 FLOP per joule
 * @param source where the row comes from
 * @param sourceDate date of the source: a year, a month or a day
 */
public record AdaptedEfficiency(
        Adapted adapted,
        String gpu,
        String title,
        Precision precision,
        double tflops,
        Watts power,
        LocalDate launched,
        String type,
        double gflopsPerWatt,
        String source,
        String sourceDate) {

    /** What the FLOPS of a row are adapted to. */
    public enum Adapted {
        /** Not at all: the peak. */
        NO,
        /** Speed-ups measured on convolutional networks. */
        CNN,
        /** Speed-ups measured on language models. */
        NLP
    }
}
