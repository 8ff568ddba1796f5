package io.wattledger.estimator.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Fields that several sections of a catalogue file share. */
final class Fields {

    private static final Pattern DATE = Pattern.compile("\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?");

    private Fields() {}

    /** The name of a model or GPU, which is a part of a key of the cost table. */
    static Optional<String> name(YamlMap entry, String key) {
        Optional<String> name = entry.required(key);
        if (name.isPresent() && name.get().indexOf('|') >= 0) {
            entry.problem(key, "'%s' must have no '|', which parts model and GPU in keys".formatted(name.get()));
            return Optional.empty();
        }
        return name;
    }

    /** A year, a month or a day: as much as the source says. */
    static Optional<String> sourceDate(YamlMap entry) {
        if (!entry.has("sourceDate")) {
            entry.problem("sourceDate", "missing; add it");
        }
        return entry.parsed(
                "sourceDate",
                text -> DATE.matcher(text).matches() ? Optional.of(text) : Optional.empty(),
                "is no date; write 2026, 2026-11 or 2026-11-21");
    }

    static Optional<Instant> effectiveFrom(YamlMap entry) {
        if (!entry.has("effectiveFrom")) {
            entry.problem("effectiveFrom", "missing; add it");
        }
        return entry.parsed(
                "effectiveFrom", Moments::parse, "is no day and no instant; write 2026-11-21 or 2026-11-21T12:00:00Z");
    }
}
