package io.wattledger.standalone.report;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats of a report, and what each asks for if nobody says otherwise. */
enum Formats {
    TABLE(costs -> new TableFormat(), QuestionOptions.Usual.TABLE),
    CSV(costs -> new CsvFormat(), QuestionOptions.Usual.TABLE),
    JSON(costs -> new JsonFormat(), QuestionOptions.Usual.TABLE),
    FOCUS(
            costs -> new FocusFormat(),
            new QuestionOptions.Usual(FocusFormat.FIELDS, span -> Span.Granularity.DAY, true, false)),
    HTML(HtmlFormat::new, new QuestionOptions.Usual(HtmlFormat.BY, HtmlFormat::granularity, true, true)),
    PARQUET(costs -> new ParquetFormat(), QuestionOptions.Usual.TABLE);

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Function<CostTable, Format> format;

    @SuppressWarnings("ImmutableEnumChecker") // A record of lists that nobody changes.
    private final QuestionOptions.Usual usual;

    Formats(Function<CostTable, Format> format, QuestionOptions.Usual usual) {
        this.format = format;
        this.usual = usual;
    }

    /** @param costs in which savings are looked for */
    Format format(CostTable costs) {
        return format.apply(costs);
    }

    QuestionOptions.Usual usual() {
        return usual;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String labels() {
        return Stream.of(values()).map(Formats::label).collect(Collectors.joining(", "));
    }
}
