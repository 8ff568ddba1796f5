package io.wattledger.estimator.trend.chart;

/** The palette of Okabe and Ito, "Color Universal Design", 2008: told apart by the colour-blind. Yellow is too pale here. */
public enum Colour {
    ORANGE("#E69F00"),
    SKY_BLUE("#56B4E9"),
    GREEN("#009E73"),
    BLUE("#0072B2"),
    VERMILLION("#D55E00"),
    PURPLE("#CC79A7");

    private final String hex;

    Colour(String hex) {
        this.hex = hex;
    }

    String hex() {
        return hex;
    }
}
