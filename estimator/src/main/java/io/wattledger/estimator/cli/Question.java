package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.Precision;
import io.wattledger.estimator.WaterPreset;
import io.wattledger.estimator.catalogue.GpuCatalogue;
import io.wattledger.estimator.catalogue.SiteCatalogue;
import io.wattledger.estimator.method.Generation;
import io.wattledger.estimator.method.Model;
import io.wattledger.estimator.method.Place;
import io.wattledger.estimator.method.Workload;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What somebody wants to know, as written: the options of one command line, or one line of a file. */
final class Question {

    /** What can be said in a question; the name is the column of a file. */
    enum Field {
        MODEL("model", "modelId"),
        GPU("gpu"),
        DATE("date"),
        METHOD("method"),
        PRECISION("precision"),
        BATCH("batch", "batchSize"),
        INPUT_TOKENS("inputTokens"),
        CACHED_INPUT_TOKENS("cachedInputTokens"),
        OUTPUT_TOKENS("outputTokens"),
        REGION("region"),
        WATER_PRESET("waterPreset"),
        GPU_COUNT("gpuCount"),
        STEPS("steps"),
        RESOLUTION("resolution"),
        FRAMES("frames");

        private final String column;
        private final String inEvents;

        Field(String column) {
            this(column, column);
        }

        /** A field that has another name in files of events. */
        Field(String column, String inEvents) {
            this.column = column;
            this.inEvents = inEvents;
        }

        static Optional<Field> of(String column) {
            return Arrays.stream(values())
                    .filter(field -> field.column.equals(column) || field.inEvents.equals(column))
                    .findFirst();
        }

        String column() {
            return column;
        }

        /** The name in files of events. */
        String inEvents() {
            return inEvents;
        }

        static String columns() {
            return Arrays.stream(values()).map(Field::column).collect(Collectors.joining(", "));
        }
    }

    /** No request has more; a network's positions are ints, and a step lies behind all of the input and half of the output. */
    private static final long MOST_TOKENS = 1_000_000_000;

    private static final long MOST_GPUS = 100_000;
    private static final long MOST_STEPS = 10_000;
    private static final long MOST_FRAMES = 1_000_000;
    private static final long MOST_PIXELS = 100_000;
    private static final Pattern RESOLUTION = Pattern.compile("(\\d{1,9})[x×](\\d{1,9})", Pattern.CASE_INSENSITIVE);

    private final Map<Field, String> texts;

    Question(Map<Field, String> texts) {
        this.texts = new EnumMap<>(Field.class);
        texts.forEach((field, text) -> {
            if (!text.isBlank()) {
                this.texts.put(field, text.strip());
            }
        });
    }

    Optional<String> text(Field field) {
        return Optional.ofNullable(texts.get(field));
    }

    Workload workload(Function<String, Model> models, GpuCatalogue gpus) {
        Model model =
                models.apply(text(Field.MODEL).orElseThrow(() -> new EstimateException("model: blank; name one")));
        return new Workload(
                model,
                text(Field.GPU).map(gpus::require),
                text(Field.DATE).map(Question::date),
                text(Field.PRECISION).map(Precision::of),
                count(Field.BATCH, Integer.MAX_VALUE),
                text(Field.INPUT_TOKENS)
                        .map(text -> OptionalLong.of(tokens(Field.INPUT_TOKENS, text)))
                        .orElse(OptionalLong.empty()),
                text(Field.CACHED_INPUT_TOKENS)
                        .map(text -> tokens(Field.CACHED_INPUT_TOKENS, text))
                        .orElse(0L),
                text(Field.OUTPUT_TOKENS)
                        .map(text -> tokens(Field.OUTPUT_TOKENS, text))
                        .orElse(0L),
                count(Field.GPU_COUNT, MOST_GPUS),
                new Generation(
                        count(Field.STEPS, MOST_STEPS),
                        text(Field.RESOLUTION).map(Question::resolution),
                        count(Field.FRAMES, MOST_FRAMES)));
    }

    private OptionalInt count(Field field, long most) {
        return text(field)
                .map(text -> OptionalInt.of(Math.toIntExact(number(field, text, 1, most))))
                .orElse(OptionalInt.empty());
    }

    /** Width, then height, as in 1024x768. */
    private static Generation.Resolution resolution(String text) {
        Matcher sides = RESOLUTION.matcher(text);
        if (!sides.matches()) {
            throw new EstimateException(
                    "resolution: '%s' is none; write width and height in pixels, like 1024x768".formatted(text));
        }
        return new Generation.Resolution(
                Math.toIntExact(number(Field.RESOLUTION, sides.group(1), 1, MOST_PIXELS)),
                Math.toIntExact(number(Field.RESOLUTION, sides.group(2), 1, MOST_PIXELS)));
    }

    Place place(SiteCatalogue sites) {
        return new Place(
                text(Field.REGION).map(sites::require), text(Field.WATER_PRESET).map(WaterPreset::of));
    }

    /** Questions in the same words have the same answer. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Question question && texts.equals(question.texts);
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new EstimateException("date: '%s' is no day; write it like 2012-06-01".formatted(text));
        }
    }

    private static long tokens(Field field, String text) {
        return number(field, text, 0, MOST_TOKENS);
    }

    private static long number(Field field, String text, long minimum, long maximum) {
        try {
            long number = Long.parseLong(text);
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new EstimateException(
                    "%s: '%s' is not a whole number; write one like 32".formatted(field.column(), text));
        }
        throw new EstimateException(
                "%s: %s is out of range; write %d to %d".formatted(field.column(), text, minimum, maximum));
    }
}
