package io.wattledger.estimator.vision;

/**
 * Time of an image by what it goes into, seconds.
 *
 * @param arithmetic products and sums
 * @param activations written to and read from memory
 * @param weights read from memory, the image's part of its batch's
 * @param launches of kernels, the image's part of its batch's
 */
public record ImageTime(double arithmetic, double activations, double weights, double launches) {

    /** All of it, seconds. */
    public double total() {
        return arithmetic + activations + weights + launches;
    }

    /** The share that a larger batch would make smaller. */
    public double sharedByBatch() {
        return (weights + launches) / total();
    }
}
