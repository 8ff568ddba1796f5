package io.wattledger.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The combinations of dimensions that a task met lately, found by the bytes that they have in a record: a known one costs one hash
 * and one comparison, and no string is made. Not thread-safe: one per task.
 */
public final class Combinations {

    /** Bytes of images after which it is time to {@link #clear}: a producer of ever new names must not fill the memory. */
    private static final long MOST_BYTES = 8L << 20;

    private static final int FIRST_SLOTS = 256;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private final Predicate<Dimensions> sound;

    /** Odd and random, so that nobody outside can make images meet. */
    private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;

    private final Map<Dimensions, Combination> byValue = new HashMap<>();
    private @Nullable Image[] images = new Image[FIRST_SLOTS];
    private int count;
    private int numbers;
    private long bytes;

    /** @param sound whether the rules have nothing against the texts */
    public Combinations(Predicate<Dimensions> sound) {
        this.sound = sound;
    }

    private static final class Image {
        private final int hash;
        private final byte[] bytes;
        private final Combination combination;

        Image(int hash, byte[] bytes, Combination combination) {
            this.hash = hash;
            this.bytes = bytes;
            this.combination = combination;
        }

        boolean is(int otherHash, byte[] other, int from, int to) {
            return hash == otherHash && Arrays.equals(bytes, 0, bytes.length, other, from, to);
        }
    }

    /** The combination that has this image, if it was {@link #learn}ed. */
    public @Nullable Combination find(byte[] record, int from, int to) {
        int hash = hash(record, from, to);
        int mask = images.length - 1;
        for (int at = hash & mask; ; at = (at + 1) & mask) {
            Image image = images[at];
            if (image == null) {
                return null;
            }
            if (image.is(hash, record, from, to)) {
                return image.combination;
            }
        }
    }

    /** The combination of these dimensions, which is found by the image from now on. */
    public Combination learn(byte[] record, int from, int to, Dimensions dimensions) {
        Combination combination = of(dimensions);
        enter(new Image(hash(record, from, to), Arrays.copyOfRange(record, from, to), combination));
        bytes += to - from;
        count++;
        if (count > images.length / 2) {
            grow();
        }
        return combination;
    }

    /** The combination of these dimensions. */
    public Combination of(Dimensions dimensions) {
        return byValue.computeIfAbsent(dimensions, d -> {
            bytes += size(d);
            return new Combination(numbers++, d, sound.test(d));
        });
    }

    /** The combination of these dimensions, if it was met. */
    Optional<Combination> known(Dimensions dimensions) {
        return Optional.ofNullable(byValue.get(dimensions));
    }

    /** Whether it holds so much that it should be cleared. */
    public boolean full() {
        return bytes > MOST_BYTES;
    }

    /** Forgets all of them: equal dimensions that come later are another combination. */
    public void clear() {
        byValue.clear();
        images = new Image[FIRST_SLOTS];
        count = 0;
        bytes = 0;
    }

    private static long size(Dimensions dimensions) {
        return 2L
                * (dimensions.team().length()
                        + dimensions.project().map(String::length).orElse(0)
                        + dimensions.modelId().length()
                        + dimensions.gpu().length()
                        + dimensions.region().length());
    }

    private void grow() {
        @Nullable Image[] before = images;
        images = new Image[2 * before.length];
        for (Image image : before) {
            if (image != null) {
                enter(image);
            }
        }
    }

    private void enter(Image image) {
        int mask = images.length - 1;
        int at = image.hash & mask;
        while (images[at] != null) {
            at = (at + 1) & mask;
        }
        images[at] = image;
    }

    /** Eight bytes at a time; the last eight overlap those before them. */
    private int hash(byte[] record, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = mixed(hash, (long) LONG.get(record, at));
        }
        if (at < to) {
            hash = mixed(hash, tail(record, from, at, to));
        }
        return (int) (hash >>> Integer.SIZE);
    }

    private static long tail(byte[] record, int from, int at, int to) {
        if (to - from >= Long.BYTES) {
            return (long) LONG.get(record, to - Long.BYTES);
        }
        long word = 0;
        for (int i = at; i < to; i++) {
            word = (word << Byte.SIZE) | (record[i] & 0xff);
        }
        return word;
    }

    private long mixed(long hash, long word) {
        long product = (hash ^ word) * multiplier;
        return product ^ (product >>> Integer.SIZE);
    }
}
