package io.wattledger.topology;

import io.wattledger.ledger.Reject;
import io.wattledger.v1.OriginalHeader;
import io.wattledger.v1.RejectedEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Refused records as they are kept: whole, unless they are larger than any record of ours may be. */
final class Rejects {

    /** Bytes of key, value and headers that are kept; the topic takes records of {@link BooksTopology#MOST_RECORD_BYTES}. */
    static final int MOST_BYTES = 3 << 20;

    private static final int MOST_DETAIL = 1_000;

    /** What a header takes beside its key and value, at most. */
    private static final int HEADER_BYTES = 16;

    private Rejects() {}

    /** Bytes that the key, the value and the headers take in the record that is kept. */
    static long size(ConsumerRecord<byte[], byte[]> record) {
        long headers = 0;
        for (Header header : record.headers()) {
            headers += HEADER_BYTES + header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
        }
        // The key of the record that is kept is the original one, and it is kept within, too.
        return 2 * length(record.key()) + length(record.value()) + headers;
    }

    /** @param arrival of the record, milliseconds since the epoch */
    static RejectedEvent of(ConsumerRecord<byte[], byte[]> record, long arrival, Reject reject) {
        long size = size(record);
        boolean whole = size <= MOST_BYTES;
        String detail = whole
                ? shortened(reject.detail())
                : shortened(reject.detail()) + " (of " + size
                        + " bytes the start of the value is kept; the record itself is in the input topic)";
        return RejectedEvent.newBuilder()
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setTimestamp(Instant.ofEpochMilli(arrival))
                .setReason(Records.reason(reject.reason()))
                .setDetail(detail)
                .setKey(whole ? buffer(record.key(), MOST_BYTES) : null)
                .setValue(buffer(record.value(), MOST_BYTES))
                .setHeaders(whole ? headers(record) : List.of())
                .build();
    }

    /** The key under which it is kept; none where the record is not kept whole. */
    static byte @Nullable [] key(ConsumerRecord<byte[], byte[]> record) {
        return size(record) <= MOST_BYTES ? record.key() : null;
    }

    private static List<OriginalHeader> headers(ConsumerRecord<byte[], byte[]> record) {
        List<OriginalHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new OriginalHeader(header.key(), buffer(header.value(), MOST_BYTES)));
        }
        return headers;
    }

    private static String shortened(String detail) {
        return detail.length() <= MOST_DETAIL ? detail : detail.substring(0, MOST_DETAIL) + "…";
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes, int most) {
        return bytes == null ? null : ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, most));
    }
}
