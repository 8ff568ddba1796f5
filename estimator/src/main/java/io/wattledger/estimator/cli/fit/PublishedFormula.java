package io.wattledger.estimator.cli.fit;

import io.wattledger.estimator.Precision;
import io.wattledger.estimator.serving.Serving;

/** What others say of an output token of a served model, joules of all accelerators: formulas to compare with. */
public enum PublishedFormula {
    /**
     * n × (α exp(β B) × active billions + γ) Wh, at the batch of 64 that it assumes; n accelerators of 80 GB hold 1.2 times the
     * weights, a power of two. EcoLogits, ecologits/impacts/llm.py, as stored copies of 0.9 have it.
     */
    ECOLOGITS("EcoLogits 0.9") {
        @Override
        public double joulesPerOutputToken(Serving serving) {
            double weights =
                    serving.model().totalParameters() * serving.model().format().bytesPerWeight();
            double gpus = 1;
            while (gpus < Math.ceil(1.2 * weights / 80e9)) {
                gpus *= 2;
            }
            double active = serving.model().activeParameters() / 1e9;
            double wattHours =
                    1.1665273170451914e-06 * Math.exp(-0.011205921025579175 * 64) * active + 4.052928146734005e-05;
            return gpus * wattHours * 3600;
        }
    },
    /** 2 × active parameters over the dense 16-bit peak per watt. */
    FLOPS_PER_WATT("FLOPs per watt") {
        @Override
        public double joulesPerOutputToken(Serving serving) {
            double flopsPerWatt = 1e12
                    * serving.gpu().peakTflops(Precision.BF16)
                    / serving.gpu().requirePower().value();
            return 2 * serving.model().activeParameters() / flopsPerWatt;
        }
    };

    private final String title;

    PublishedFormula(String title) {
        this.title = title;
    }

    /** The name in tables. */
    public String title() {
        return title;
    }

    public abstract double joulesPerOutputToken(Serving serving);
}
