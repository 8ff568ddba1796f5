package io.wattledger.estimator.cli.fit;

/** A law over the rows of a table, for given parameters. */
interface Curve {

    /** One value per row. */
    double[] values(double[] parameters);

    /** Derivatives: one line per row, one column per parameter. */
    double[][] slopes(double[] parameters);
}
