package io.wattledger.topology;

import io.wattledger.ledger.Dimensions;
import io.wattledger.ledger.Window;
import io.wattledger.schemas.Topic;
import io.wattledger.v1.FootprintKey;
import java.util.Optional;

/** Keys of a topic of windows: a FootprintKey has start and length, then the same fields as a FootprintDimensions. */
final class WindowKeys {

    private final long seconds;
    private final byte[] header;
    private final AvroBytes out = new AvroBytes();

    WindowKeys(Window window, Topic<FootprintKey, ?> topic) {
        this.seconds = window.length().toSeconds();
        FootprintKey any = Records.windowKey(window, 0, new Dimensions("", Optional.empty(), "", "", ""));
        this.header = AvroBytes.header(topic.key().serializer().serialize(topic.name(), any));
    }

    byte[] bytes(TotalDimensions of, long start) {
        out.write(header);
        out.number(start);
        out.number(seconds);
        out.raw(of.key, AvroBytes.HEADER);
        return out.written();
    }
}
