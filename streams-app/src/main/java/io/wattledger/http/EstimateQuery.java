package io.wattledger.http;

import io.wattledger.ledger.Usage;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What somebody wants to know the cost of: texts that are as short, and numbers that are as small, as those of an event. */
record EstimateQuery(Map<Parameter, String> texts) {

    /** As many characters and tokens as an event may have by default. */
    private static final int MAX_LENGTH = 256;

    private static final long MAX_COUNT = 1_000_000_000;

    /** What can be asked with. */
    enum Parameter {
        MODEL("model"),
        GPU("gpu"),
        REGION("region"),
        BATCH("batch"),
        INFERENCES("inferences"),
        INPUT_TOKENS("inputTokens"),
        CACHED_INPUT_TOKENS("cachedInputTokens"),
        OUTPUT_TOKENS("outputTokens"),
        METHOD("method"),
        PRECISION("precision"),
        STEPS("steps"),
        RESOLUTION("resolution"),
        FRAMES("frames");

        private final String label;

        Parameter(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        private static Parameter named(String name) throws BadQuery {
            return Arrays.stream(values())
                    .filter(each -> each.label.equals(name))
                    .findFirst()
                    .orElseThrow(() -> new BadQuery("parameter '" + name + "' is not known; write some of "
                            + Arrays.stream(values()).map(Parameter::label).collect(Collectors.joining(", "))));
        }
    }

    /**
     * Reads the parameters of a request.
     *
     * @throws BadQuery if one of them is unknown, comes twice, is missing or cannot be
     */
    static EstimateQuery of(Map<String, List<String>> parameters) throws BadQuery {
        Map<Parameter, String> texts = new EnumMap<>(Parameter.class);
        for (Map.Entry<String, List<String>> each : parameters.entrySet()) {
            Parameter parameter = Parameter.named(each.getKey());
            texts.put(parameter, text(parameter, each.getValue()));
        }
        EstimateQuery query = new EstimateQuery(texts);
        for (Parameter needed : List.of(Parameter.MODEL, Parameter.GPU)) {
            if (query.text(needed).isEmpty()) {
                throw new BadQuery(needed.label + " is missing; write it, as in ?model=llama-3.1-8b-instruct&gpu=h100");
            }
        }
        query.check(Parameter.BATCH, 1);
        query.check(Parameter.INFERENCES, 1);
        query.check(Parameter.INPUT_TOKENS, 0);
        query.check(Parameter.CACHED_INPUT_TOKENS, 0);
        query.check(Parameter.OUTPUT_TOKENS, 0);
        query.check(Parameter.STEPS, 1);
        query.check(Parameter.FRAMES, 1);
        Usage usage = query.usage();
        if (usage.cachedInputTokens() > usage.inputTokens()) {
            throw new BadQuery("cachedInputTokens is " + usage.cachedInputTokens()
                    + ", more than inputTokens, which is " + usage.inputTokens() + "; the cached ones are among them");
        }
        return query;
    }

    private static String text(Parameter parameter, List<String> values) throws BadQuery {
        if (values.size() != 1) {
            throw new BadQuery(parameter.label + " is there " + values.size() + " times; write it once");
        }
        String text = values.get(0).strip();
        if (text.isEmpty()) {
            throw new BadQuery(parameter.label + " is blank; write a value, or leave it out");
        }
        if (text.length() > MAX_LENGTH) {
            throw new BadQuery(parameter.label + " has " + text.length() + " characters; write at most " + MAX_LENGTH);
        }
        return text;
    }

    private void check(Parameter parameter, long least) throws BadQuery {
        Optional<String> text = text(parameter);
        if (text.isEmpty()) {
            return;
        }
        boolean number = text.get().matches("\\d{1,10}");
        if (!number || number(parameter, least) < least || number(parameter, least) > MAX_COUNT) {
            throw new BadQuery(parameter.label + " is '" + text.get() + "'; write a whole number from " + least + " to "
                    + MAX_COUNT);
        }
    }

    private long number(Parameter parameter, long or) {
        return text(parameter).map(Long::parseLong).orElse(or);
    }

    /** What was written, if it was. */
    Optional<String> text(Parameter parameter) {
        return Optional.ofNullable(texts.get(parameter));
    }

    String model() {
        return text(Parameter.MODEL).orElseThrow();
    }

    String gpu() {
        return text(Parameter.GPU).orElseThrow();
    }

    Optional<String> region() {
        return text(Parameter.REGION);
    }

    OptionalInt batch() {
        return text(Parameter.BATCH).map(Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** Of one request. */
    Usage usage() {
        return new Usage(
                1,
                0,
                number(Parameter.INFERENCES, 1),
                number(Parameter.INPUT_TOKENS, 0),
                number(Parameter.CACHED_INPUT_TOKENS, 0),
                number(Parameter.OUTPUT_TOKENS, 0),
                0);
    }
}
