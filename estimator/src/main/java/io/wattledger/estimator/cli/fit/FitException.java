package io.wattledger.estimator.cli.fit;

/** The rows cannot settle the coefficients. The message says which ones, and what rows would. */
public final class FitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FitException(String message) {
        super(message);
    }
}
