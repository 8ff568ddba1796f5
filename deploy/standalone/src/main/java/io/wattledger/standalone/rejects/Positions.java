package io.wattledger.standalone.rejects;

import io.wattledger.schemas.Position;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Positions of input records as people write them: {@code topic-partition-offset}. */
final class Positions {

    private static final Pattern WRITTEN = Pattern.compile("([a-zA-Z0-9._-]+)-(\\d+)-(\\d+)");

    private Positions() {}

    static String text(Position position) {
        return position.topic() + "-" + position.partition() + "-" + position.offset();
    }

    /** Empty if the text is no position. */
    static Optional<Position> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Position(
                    written.group(1), Integer.parseInt(written.group(2)), Long.parseLong(written.group(3))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
