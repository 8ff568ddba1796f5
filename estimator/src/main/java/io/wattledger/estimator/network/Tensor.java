package io.wattledger.estimator.network;

/** One array of numbers in memory; two tensors of the same shape are two arrays, so equality is identity. */
final class Tensor {

    private final Shape shape;

    Tensor(Shape shape) {
        this.shape = shape;
    }

    Shape shape() {
        return shape;
    }
}
