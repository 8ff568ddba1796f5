package io.wattledger.estimator.generation;

import io.wattledger.estimator.catalogue.Gpu;
import java.util.Locale;

/**
 * A part of the energy of an item. Each is nominal energy by the specification, joules; the calibration has a coefficient for each,
 * without a unit. Names of quantities: P watts of thermal design power, n accelerators, B items at once.
 */
public enum GenerationTerm {
    /** Operations at the dense 16-bit peak: P × FLOP ÷ peak. */
    ARITHMETIC {
        @Override
        public double joules(GenerationTask task) {
            double peak = TERA * task.gpu().sixteenBitTflops();
            return watts(task.gpu()) * task.flops().value() / peak;
        }
    },
    /** 1 ms of each accelerator for each pass, shared by the batch: P × n × passes × 1e-3 ÷ B. */
    LAUNCHES {
        @Override
        public double joules(GenerationTask task) {
            return watts(task.gpu()) * task.gpuCount() * task.passes() * ONE_MILLISECOND / task.batchSize();
        }
    },
    /** Tokens that the other accelerators get, once a layer: P × (n − 1) × bytes ÷ link. */
    EXCHANGE {
        @Override
        public double joules(GenerationTask task) {
            double seconds = task.exchangedBytes() / Link.of(task.gpu()).bytesPerSecond();
            return watts(task.gpu()) * (task.gpuCount() - 1) * seconds;
        }
    };

    private static final double TERA = 1e12;
    private static final double ONE_MILLISECOND = 1e-3;

    /** The name in files of coefficients. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Nominal energy of all accelerators, joules per item.
     *
     * @throws io.wattledger.estimator.EstimateException if the accelerator has no published power or peak
     */
    public abstract double joules(GenerationTask task);

    private static double watts(Gpu gpu) {
        return gpu.requirePower().value();
    }
}
