package io.wattledger.ledger;

import java.nio.ByteBuffer;

/** Memory in blocks of one size, outside the heap or in it. Not thread-safe. */
public interface Blocks {

    /** Size of a block, bytes. */
    int BYTES = 1 << 18;

    /** A block of zeros. */
    ByteBuffer take();

    /** A block that is no longer needed. */
    void giveBack(ByteBuffer block);

    /** Blocks on the heap. */
    static Blocks onHeap() {
        return new Blocks() {
            @Override
            public ByteBuffer take() {
                return ByteBuffer.allocate(BYTES);
            }

            @Override
            public void giveBack(ByteBuffer block) {
                // The garbage collector finds it.
            }
        };
    }
}
