package io.wattledger.estimator.cli.fit;

/**
 * One number of a curve.
 *
 * @param name as messages, JSON and files call it
 * @param free false where it stays what the start says
 */
record Parameter(String name, Domain domain, boolean free) {

    Parameter held() {
        return new Parameter(name, domain, false);
    }
}
