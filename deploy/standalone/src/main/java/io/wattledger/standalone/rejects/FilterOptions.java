package io.wattledger.standalone.rejects;

import io.wattledger.estimator.cli.Moments;
import io.wattledger.v1.RejectReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that say which refused events are meant. */
final class FilterOptions {

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only what was refused for this reason, for instance MISSING_FIELD; repeatable.")
    private List<String> reasons = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Only what arrived at this time or later: 2026-12-01 or 2026-12-01T12:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only what arrived before this time.")
    private @Nullable String to;

    @Option(
            names = "--source-topic",
            paramLabel = "TOPIC",
            description = "Only what came from this topic, with or without its prefix; repeatable.")
    private List<String> topics = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    FilterOptions() {}

    boolean hasReasons() {
        return !reasons.isEmpty();
    }

    boolean isEmpty() {
        return reasons.isEmpty() && from == null && to == null && topics.isEmpty();
    }

    /** @throws ParameterException if a reason or time is none */
    Filter filter(String prefix) {
        Set<RejectReason> chosen = EnumSet.noneOf(RejectReason.class);
        reasons.forEach(each -> chosen.add(reason(each)));
        return new Filter(chosen, time("--from", from), time("--to", to), new LinkedHashSet<>(topics), prefix);
    }

    private RejectReason reason(String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(RejectReason.values())
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> misuse("--reason is '%s'; reasons are %s"
                        .formatted(
                                text,
                                Arrays.stream(RejectReason.values())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", ")))));
    }

    private Optional<Instant> time(String option, @Nullable String text) {
        return Optional.ofNullable(text).map(written -> Moments.parse(written)
                .orElseThrow(() -> misuse(option + " is '" + written
                        + "'; write a day like 2026-12-01 or an instant like 2026-12-01T12:00:00Z")));
    }

    private ParameterException misuse(String problem) {
        return new ParameterException(command.commandLine(), problem);
    }
}
