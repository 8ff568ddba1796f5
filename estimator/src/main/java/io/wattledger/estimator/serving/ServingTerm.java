package io.wattledger.estimator.serving;

import io.wattledger.estimator.Rate;
import io.wattledger.estimator.WeightFormat;
import java.util.Locale;

/**
 * A part of the energy of serving. Each is nominal energy by the specification, joules per output token; the calibration has a
 * coefficient for each, without a unit, near 1 where the specification is near the truth. Names of quantities: n accelerators, B
 * requests in flight, L layers, d hidden size, e_byte, e_FLOP and P as in {@link UnitEnergies}.
 */
public enum ServingTerm {
    /** Weights that a step reads, shared by its batch: bytes(B) ÷ B × e_byte. */
    WEIGHTS(Rate.OUTPUT_TOKEN) {
        @Override
        double joules(Serving serving, UnitEnergies unit) {
            return perBatch(serving, serving.model().weightBytesRead(serving.batchSize())) * unit.joulesPerByte();
        }
    },
    /** Keys and values of the context: bytes × e_byte. */
    CACHE(Rate.OUTPUT_TOKEN) {
        @Override
        double joules(Serving serving, UnitEnergies unit) {
            return serving.model().cacheBytesRead(serving.context()) * unit.joulesPerByte();
        }
    },
    /** Arithmetic of a generated token: 2 × active parameters × e_FLOP. */
    DECODE(Rate.OUTPUT_TOKEN) {
        @Override
        double joules(Serving serving, UnitEnergies unit) {
            return 2 * serving.model().activeParameters() * unit.joulesPerFlop();
        }
    },
    /** Arithmetic of the prompt: (2 × active parameters + 2 L d × input tokens) × e_FLOP per input token. */
    PREFILL(Rate.INPUT_TOKEN) {
        @Override
        double joules(Serving serving, UnitEnergies unit) {
            ModelShape shape = serving.model().shape();
            double attention = 2 * shape.layers() * shape.hiddenSize() * serving.inputTokens();
            double flop = (2 * serving.model().activeParameters() + attention) * serving.inputTokens();
            return flop / serving.outputTokens() * unit.joulesPerFlop();
        }
    },
    /** Launches and synchronisation: 10 µs for each layer of a step on each accelerator, n × P × L × 1e-5 ÷ B. */
    LAYER(Rate.OUTPUT_TOKEN) {
        @Override
        double joules(Serving serving, UnitEnergies unit) {
            return perBatch(
                    serving,
                    serving.gpuCount() * unit.watts() * serving.model().shape().layers() * TEN_MICROSECONDS);
        }
    },
    /** Scheduling and sampling: 10 µs for each token on each accelerator, n × P × 1e-5. */
    TOKEN(Rate.OUTPUT_TOKEN) {
        @Override
        double joules(Serving serving, UnitEnergies unit) {
            return serving.gpuCount() * unit.watts() * TEN_MICROSECONDS;
        }
    },
    /** What accelerators tell each other: (n − 1) × L × d × 4 bytes at 900 GB/s of NVLink, × P. */
    COMMUNICATION(Rate.OUTPUT_TOKEN) {
        @Override
        double joules(Serving serving, UnitEnergies unit) {
            ModelShape shape = serving.model().shape();
            double bytes = (serving.gpuCount() - 1) * shape.layers() * shape.hiddenSize() * 4;
            return bytes / NVLINK_BYTES_PER_SECOND_H100 * unit.watts();
        }
    },
    /** Experts that wait for the busiest: √n × bytes(B) ÷ B × e_byte, with experts only. */
    IMBALANCE(Rate.OUTPUT_TOKEN) {
        @Override
        double joules(Serving serving, UnitEnergies unit) {
            return serving.model().hasExperts() ? Math.sqrt(serving.gpuCount()) * WEIGHTS.joules(serving, unit) : 0;
        }
    },
    /** Kernels for weights in scaled blocks of 8 bits: all bytes ÷ B × e_byte, whatever experts are touched. */
    BLOCKS(Rate.OUTPUT_TOKEN) {
        @Override
        double joules(Serving serving, UnitEnergies unit) {
            return serving.model().format() == WeightFormat.FP8
                    ? perBatch(serving, serving.model().blockBytes()) * unit.joulesPerByte()
                    : 0;
        }
    },
    /** The same once more, of experts. */
    EXPERT_BLOCKS(Rate.OUTPUT_TOKEN) {
        @Override
        double joules(Serving serving, UnitEnergies unit) {
            return serving.model().hasExperts() ? BLOCKS.joules(serving, unit) : 0;
        }
    },
    /** The encoder of images and videos: 1 ms of each accelerator for each request, n × P × 1e-3. */
    IMAGES(Rate.INFERENCE) {
        @Override
        double joules(Serving serving, UnitEnergies unit) {
            return serving.images() ? serving.gpuCount() * unit.watts() * ONE_MILLISECOND / serving.outputTokens() : 0;
        }
    };

    private static final double TEN_MICROSECONDS = 1e-5;
    private static final double ONE_MILLISECOND = 1e-3;

    /** Fourth generation, both directions. NVIDIA H100 data sheet, 2022. */
    private static final double NVLINK_BYTES_PER_SECOND_H100 = 900e9;

    private final Rate rate;

    ServingTerm(Rate rate) {
        this.rate = rate;
    }

    /** What it is charged by. */
    public Rate rate() {
        return rate;
    }

    /** The name in files of coefficients. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Nominal energy, joules per output token. */
    abstract double joules(Serving serving, UnitEnergies unit);

    /** Nominal energy of all accelerators, joules per output token. */
    public double joules(Serving serving) {
        return joules(serving, UnitEnergies.of(serving.gpu(), serving.model().format()));
    }

    private static double perBatch(Serving serving, double ofStep) {
        return ofStep / serving.batchSize();
    }
}
