package io.wattledger.estimator.serving;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.WeightFormat;
import io.wattledger.estimator.catalogue.Gpu;

/**
 * What the specification of an accelerator says of a byte, an operation and a second: where it was not measured, it follows from
 * those that were. Nominal, at its thermal design power; the coefficients of the calibration are what is true of it. Between two
 * accelerators energy varies less than specifications do, hence the exponents.
 *
 * @param joulesPerByte of its memory
 * @param joulesPerFlop at the precision that the weights are multiplied in
 * @param watts while it waits: launches, synchronisation, scheduling
 */
record UnitEnergies(double joulesPerByte, double joulesPerFlop, double watts) {

    /** H100 SXM5: 700 W at 3.35e12 B/s, 989.4e12 FLOP/s. Epoch AI, Machine Learning Hardware, 2026-11 (gpus.csv). */
    private static final double H100_JOULES_PER_BYTE = 700 / 3.35e12;

    private static final double H100_JOULES_PER_FLOP = 700 / 989.4e12;
    private static final double H100_WATTS = 700;

    /** Of 1/4, 1/2, 1 and 0 those that predict H100 from B200 and A100, and B200 from H100 and A100, best. */
    private static final double BYTE_EXPONENT = 0.25;

    private static final double FLOP_EXPONENT = 0.75;
    private static final double WATT_EXPONENT = 0.5;

    private static final double GIGA = 1e9;
    private static final double TERA = 1e12;

    /** @throws EstimateException if its power, bandwidth or peak is not known */
    static UnitEnergies of(Gpu gpu, WeightFormat format) {
        double watts = gpu.requirePower().value();
        double bandwidth = GIGA
                * gpu.bandwidthGbPerSecond()
                        .orElseThrow(() -> new EstimateException(
                                gpu.name() + " has no published memory bandwidth; choose another GPU"));
        double flops = TERA * peak(gpu, format);
        return new UnitEnergies(
                between(watts / bandwidth, H100_JOULES_PER_BYTE, BYTE_EXPONENT),
                between(watts / flops, H100_JOULES_PER_FLOP, FLOP_EXPONENT),
                between(watts, H100_WATTS, WATT_EXPONENT));
    }

    /** Formats of fewer bits without products of their own are multiplied at 16. */
    private static double peak(Gpu gpu, WeightFormat format) {
        if (format == WeightFormat.FP8 && gpu.peakTflops().containsKey(Precision.FP8)) {
            return gpu.peakTflops(Precision.FP8);
        }
        return gpu.sixteenBitTflops();
    }

    private static double between(double value, double reference, double exponent) {
        return reference * Math.pow(value / reference, exponent);
    }
}
