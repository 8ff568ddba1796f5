package io.wattledger.standalone;

/** The demo cannot go on. The message is for the user. */
final class DemoFailure extends Exception {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
