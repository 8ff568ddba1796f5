package io.wattledger.standalone.report;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that make a question. */
final class QuestionOptions {

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = {
                "Begin: a month (2026-11), a day (2026-11-01) or a time (2026-11-01T12:00).",
                "Alone, all of that month or day. Default: the running month."
            })
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "End: the first moment that is not in the report.")
    private @Nullable String to;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "Time zone of months, days and times, such as Europe/Berlin. Default: ${DEFAULT-VALUE}.")
    private String zone;

    @Option(
            names = "--by",
            paramLabel = "FIELDS",
            split = ",",
            description = {
                "What makes a line: some of team, project, model, gpu, region; and, from the journal,",
                "cost-revision, site-revision, basis, unpriced-reason. Default: team."
            })
    private @Nullable List<String> by;

    @Option(names = "--team", paramLabel = "NAME", description = "Only of this team; repeatable, as are the next four.")
    private List<String> teams = new ArrayList<>();

    @Option(names = "--project", paramLabel = "NAME", description = "Only of this project.")
    private List<String> projects = new ArrayList<>();

    @Option(names = "--model", paramLabel = "NAME", description = "Only of this model.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--gpu", paramLabel = "NAME", description = "Only of this GPU.")
    private List<String> gpus = new ArrayList<>();

    @Option(names = "--region", paramLabel = "NAME", description = "Only of this region.")
    private List<String> regions = new ArrayList<>();

    @Option(
            names = "--granularity",
            paramLabel = "TIME",
            description = "A line for the whole (total), or for each month, day or hour. Default: total.")
    private @Nullable String granularity;

    @Option(
            names = "--corrections",
            description = "Shows what corrections made of the usage on lines of their own; else they are netted.")
    private boolean corrections;

    @Option(names = "--no-previous", description = "Does not compare with the period before.")
    private boolean alone;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields.
    private QuestionOptions() {}

    /** What is asked if nobody says otherwise. */
    record Usual(List<Field> by, Function<Span, Span.Granularity> granularity, boolean corrections, boolean previous) {

        static final Usual TABLE = new Usual(List.of(Field.TEAM), span -> Span.Granularity.TOTAL, false, true);
    }

    /** @throws ParameterException if the options do not make a question */
    Question question(Usual usual, CommandSpec spec) {
        ZoneId zoneId = zone(spec);
        ZonedDateTime now = ZonedDateTime.now(zoneId);
        Span span = span(now, spec);
        return new Question(
                span,
                granularity == null ? usual.granularity().apply(span) : granularity(granularity, spec),
                by == null ? usual.by() : fields(by, spec),
                filters(),
                corrections || usual.corrections(),
                alone || !usual.previous() ? Optional.empty() : Question.usualPrevious(span, now));
    }

    /** Whether somebody asked for lines of less than the whole period. */
    boolean namesGranularity() {
        return granularity != null && !granularity.equals(Span.Granularity.TOTAL.label());
    }

    private ZoneId zone(CommandSpec spec) {
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw misuse(spec, "--zone is '" + zone + "'; write a time zone such as UTC or Europe/Berlin");
        }
    }

    private Span span(ZonedDateTime now, CommandSpec spec) {
        if (from == null) {
            if (to != null) {
                throw misuse(spec, "--to needs --from");
            }
            ZonedDateTime month = Span.startOfMonth(now);
            return new Span(month, Span.startOfMonth(month.plusMonths(1)));
        }
        ZonedDateTime begin = moment("--from", from, now.getZone(), spec);
        ZonedDateTime end = to == null
                ? Periods.after(from, begin)
                        .orElseThrow(() ->
                                misuse(spec, "--from " + from + " needs --to; only a month or a day may stand alone"))
                : moment("--to", to, now.getZone(), spec);
        try {
            return new Span(begin, end);
        } catch (IllegalArgumentException e) {
            throw misuse(spec, String.valueOf(e.getMessage()));
        }
    }

    private static ZonedDateTime moment(String option, String text, ZoneId zone, CommandSpec spec) {
        return Periods.moment(text, zone)
                .orElseThrow(
                        () -> misuse(
                                spec,
                                option + " is '" + text
                                        + "'; write a month like 2026-11, a day like 2026-11-01 or a time like 2026-11-01T12:00"));
    }

    private static Span.Granularity granularity(String text, CommandSpec spec) {
        return Stream.of(Span.Granularity.values())
                .filter(each -> each.label().equals(text))
                .findFirst()
                .orElseThrow(() -> misuse(spec, "--granularity is '" + text + "'; write total, month, day or hour"));
    }

    private static List<Field> fields(List<String> names, CommandSpec spec) {
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            Field field = Field.named(name.strip())
                    .orElseThrow(() -> misuse(
                            spec,
                            "--by has '" + name + "'; write some of "
                                    + Stream.of(Field.values())
                                            .map(Field::label)
                                            .collect(Collectors.joining(", "))));
            if (fields.contains(field)) {
                throw misuse(spec, "--by has " + field.label() + " twice");
            }
            fields.add(field);
        }
        return fields;
    }

    private Map<Field, Set<String>> filters() {
        Map<Field, Set<String>> filters = new EnumMap<>(Field.class);
        put(filters, Field.TEAM, teams);
        put(filters, Field.PROJECT, projects);
        put(filters, Field.MODEL, models);
        put(filters, Field.GPU, gpus);
        put(filters, Field.REGION, regions);
        return filters;
    }

    private static void put(Map<Field, Set<String>> filters, Field field, List<String> values) {
        if (!values.isEmpty()) {
            filters.put(field, new HashSet<>(values));
        }
    }

    private static ParameterException misuse(CommandSpec spec, String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
