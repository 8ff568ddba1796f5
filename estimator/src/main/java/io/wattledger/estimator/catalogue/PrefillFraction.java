package io.wattledger.estimator.catalogue;

/**
 * Share of the dense peak FLOPS that prefill achieves. ASSUMPTIONS, no document; a mixture of experts does smaller
 * matrix products and so achieves less. Checked, not calibrated: with these an output token costs more than an input
 * token at every operating point of the catalogue, as the same FLOPs in worse use demand.
 */
enum PrefillFraction {
    DENSE(0.70, 0.50, 0.25),
    MIXTURE_OF_EXPERTS(0.50, 0.30, 0.15);

    private final double best;
    private final double central;
    private final double worst;

    PrefillFraction(double best, double central, double worst) {
        this.best = best;
        this.central = central;
        this.worst = worst;
    }

    double best() {
        return best;
    }

    double central() {
        return central;
    }

    double worst() {
        return worst;
    }
}
