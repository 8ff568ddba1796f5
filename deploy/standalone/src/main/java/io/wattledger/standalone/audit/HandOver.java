package io.wattledger.standalone.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Rule 1: records without a key and their copies in keyless-events, as multisets. Balanced ones are forgotten at once. A copy lies
 * in the partition that its key led to when it was written, and keyless-events may have had fewer partitions then.
 */
final class HandOver {

    private final Map<Fingerprint, Balance> open = new HashMap<>();
    private final List<String> misplaced = new ArrayList<>();

    /** For each partition the least number of partitions that keyless-events can have had at its latest copy. */
    private final int[] had;

    /**
     * Nothing yet.
     *
     * @param partitions how many keyless-events has
     */
    HandOver(int partitions) {
        this.had = new int[partitions];
        Arrays.setAll(had, partition -> partition + 1);
    }

    /** Copies that must be there, that may be there, that are there. */
    private static final class Balance {
        private int owed;
        private int possible;
        private int found;
        private @Nullable String source;
        private @Nullable String copy;

        boolean even() {
            return owed == found && possible == 0;
        }

        boolean wrong() {
            return found < owed || found > owed + possible;
        }

        String text() {
            if (found < owed) {
                return "%s, without a key, has %d of %d copies in keyless-events".formatted(source, found, owed);
            }
            return "%s is a copy of no record without a key".formatted(copy);
        }
    }

    /** A record of the cut that is handed on. */
    void owe(ConsumerRecord<byte[], byte[]> source, Fingerprint content) {
        Balance balance = balance(content);
        balance.owed++;
        balance.source = position(source);
        forgetIfEven(content, balance);
    }

    /** A record beyond the cut that may have been handed on since. */
    void allow(Fingerprint content) {
        balance(content).possible++;
    }

    /** A record of keyless-events, in the order of the offsets of its partition. */
    void find(ConsumerRecord<byte[], byte[]> copy, Fingerprint content) {
        Balance balance = balance(content);
        balance.found++;
        balance.copy = position(copy);
        forgetIfEven(content, balance);
        if (copy.key() != null && !mayLieIn(copy.partition(), copy.key())) {
            misplaced.add("%s is a copy in a partition that its key never led to".formatted(position(copy)));
        }
    }

    /** Whether the key led there with a number of partitions from the one of the copy before it to today's. */
    private boolean mayLieIn(int partition, byte[] key) {
        int hash = Utils.toPositive(Utils.murmur2(key));
        for (int partitions = had[partition]; partitions <= had.length; partitions++) {
            if (hash % partitions == partition) {
                had[partition] = partitions;
                return true;
            }
        }
        return false;
    }

    /** What is left over. */
    void report(Findings findings) {
        Stream.concat(open.values().stream().filter(Balance::wrong).map(Balance::text), misplaced.stream())
                .sorted()
                .forEach(text -> findings.add(Kind.HANDED_ON, text));
    }

    private Balance balance(Fingerprint content) {
        return open.computeIfAbsent(content, any -> new Balance());
    }

    private void forgetIfEven(Fingerprint content, Balance balance) {
        if (balance.even()) {
            open.remove(content);
        }
    }

    private static String position(ConsumerRecord<byte[], byte[]> record) {
        return "topic " + record.topic() + " partition " + record.partition() + " offset " + record.offset();
    }
}
