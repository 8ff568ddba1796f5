package io.wattledger.estimator;

/** A question that cannot be answered as it was asked. The message says what was wrong, where, and what to do. */
public class EstimateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EstimateException(String message) {
        super(message);
    }
}
