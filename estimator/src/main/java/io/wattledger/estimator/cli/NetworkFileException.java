package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;

/** A network file that cannot be read; the message begins with the file and the place in it. */
final class NetworkFileException extends EstimateException {

    private static final long serialVersionUID = 1L;

    NetworkFileException(String place, String message) {
        super(place + ": " + message);
    }
}
