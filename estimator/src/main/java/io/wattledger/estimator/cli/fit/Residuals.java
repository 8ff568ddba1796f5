package io.wattledger.estimator.cli.fit;

/** What counts as far off where the observed values span orders of magnitude. */
enum Residuals {
    /** Observed − predicted: the large ones decide. */
    ABSOLUTE,
    /** (Observed − predicted) / √observed: between the two. */
    BALANCED,
    /** (Observed − predicted) / observed: small and large decide alike. */
    RELATIVE;

    double weight(double observed) {
        return switch (this) {
            case ABSOLUTE -> 1;
            case BALANCED -> 1 / Math.sqrt(observed);
            case RELATIVE -> 1 / observed;
        };
    }
}
