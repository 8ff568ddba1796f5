package io.wattledger.estimator.catalogue;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.Watts;
import java.time.LocalDate;

/**
 * Peak FLOPS of a GPU at one precision, as a document compiled them. Its FP16 rows are those of the plain cores; MIXED
 * are the tensor cores. {@link Gpu} gives the tensor cores for both, where there are any.
 *
 * @param gpu its name in {@link GpuCatalogue}
 * @param title its name in the document
 * @param precision of the operations
 * @param tflops dense peak, 1e12 FLOP/s
 * @param power thermal design power
 * @param launched launch date
 * @param type "desktop" or "server"
 * @param gflopsPerWatt as printed, 1e9 FLOP/s per watt
 * @param source where the row comes from
 * @param sourceDate date of the source: a year, a month or a day
 */
public record GpuSpecification(
        String gpu,
        String title,
        Precision precision,
        double tflops,
        Watts power,
        LocalDate launched,
        String type,
        double gflopsPerWatt,
        String source,
        String sourceDate) {}
