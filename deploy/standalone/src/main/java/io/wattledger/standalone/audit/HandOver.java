package io.wattledger.standalone.audit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rule 1: records without a key and their copies in keyless-events, as multisets. Balanced ones are forgotten at once.
 */
final class HandOver {

    private final Map<Place, Balance> open = new HashMap<>();

    /** A copy's partition and content. */
    private record Place(int partition, Fingerprint content) {}

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

        String text(Place place) {
            if (found < owed) {
                return "%s, without a key, has %d of %d copies in keyless-events partition %d"
                        .formatted(source, found, owed, place.partition());
            }
            return "%s is a copy of no record without a key".formatted(copy);
        }
    }

    /** A record of the cut that is handed on. */
    void owe(ConsumerRecord<byte[], byte[]> source, int partition, Fingerprint content) {
        Balance balance = balance(partition, content);
        balance.owed++;
        balance.source = position(source);
        forgetIfEven(partition, content, balance);
    }

    /** A record beyond the cut that may have been handed on since. */
    void allow(int partition, Fingerprint content) {
        balance(partition, content).possible++;
    }

    /** A record of keyless-events. */
    void find(ConsumerRecord<byte[], byte[]> copy, Fingerprint content) {
        Balance balance = balance(copy.partition(), content);
        balance.found++;
        balance.copy = position(copy);
        forgetIfEven(copy.partition(), content, balance);
    }

    /** What is left over. */
    void report(Findings findings) {
        List<String> wrong = open.entrySet().stream()
                .filter(each -> each.getValue().wrong())
                .map(each -> each.getValue().text(each.getKey()))
                .sorted(Comparator.naturalOrder())
                .toList();
        wrong.forEach(text -> findings.add(Kind.HANDED_ON, text));
    }

    private Balance balance(int partition, Fingerprint content) {
        return open.computeIfAbsent(new Place(partition, content), place -> new Balance());
    }

    private void forgetIfEven(int partition, Fingerprint content, Balance balance) {
        if (balance.even()) {
            open.remove(new Place(partition, content));
        }
    }

    private static String position(ConsumerRecord<byte[], byte[]> record) {
        return "topic " + record.topic() + " partition " + record.partition() + " offset " + record.offset();
    }
}
