package io.wattledger.standalone.report;

import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats of a report, and what each asks for if nobody says otherwise. */
enum Formats {
    TABLE(TableFormat::new, QuestionOptions.Usual.TABLE),
    CSV(CsvFormat::new, QuestionOptions.Usual.TABLE),
    JSON(JsonFormat::new, QuestionOptions.Usual.TABLE),
    PARQUET(ParquetFormat::new, QuestionOptions.Usual.TABLE);

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Supplier<Format> format;

    @SuppressWarnings("ImmutableEnumChecker") // A record of lists that nobody changes.
    private final QuestionOptions.Usual usual;

    Formats(Supplier<Format> format, QuestionOptions.Usual usual) {
        this.format = format;
        this.usual = usual;
    }

    Format format() {
        return format.get();
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
