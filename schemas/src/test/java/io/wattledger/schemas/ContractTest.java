package io.wattledger.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every field of every record of the contract. */
class ContractTest {
    private static final Path AVRO = Path.of("src/main/avro");

    /** A name that speaks of a physical quantity, whatever its type. */
    private static final Pattern QUANTITY = Pattern.compile(
            "(?i).*(energy|water|carbon|co2|joule|litre|gram|duration|wue|ewif|power|watt|seconds|millis).*");

    /** Micros: the millionths that the quantity beside it is counted in. */
    private static final Pattern UNIT = Pattern.compile(
            ".*(Microjoules|Microlitres|Micrograms|Micros|Millis|Seconds|LitresPerKwh)$|microjoulesPer.*|grams.*PerKwh");

    static Stream<Schema> records() throws IOException {
        List<Schema> named = new ArrayList<>();
        Schema.Parser parser = new Schema.Parser();
        List<Path> files = new ArrayList<>(List.of(
                AVRO.resolve("Range.avsc"), AVRO.resolve("Estimate.avsc"), AVRO.resolve("FootprintAlert.avsc")));
        try (Stream<Path> all = Files.list(AVRO)) {
            all.filter(file -> !files.contains(file)).sorted().forEach(files::add);
        }
        for (Path file : files) {
            named.add(parser.parse(file.toFile()));
        }
        return named.stream();
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldDocumentEveryTypeAndField(Schema record) {
        List<Schema> types = named(record, new ArrayList<>());
        assertThat(types).isNotEmpty();
        assertThat(types)
                .allSatisfy(
                        type -> assertThat(type.getDoc()).as(type.getFullName()).isNotBlank());
        assertThat(fields(types)).allSatisfy(field -> assertThat(field.doc())
                .as(record.getName() + "." + field.name())
                .isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldNameTheUnitOfEveryQuantity(Schema record) {
        assertThat(fields(named(record, new ArrayList<>())))
                .filteredOn(field -> QUANTITY.matcher(field.name()).matches())
                .allSatisfy(field -> assertThat(field.name()).matches(UNIT));
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldNameTheUnitOfEveryRangeAndEstimate(Schema record) {
        assertThat(fields(named(record, new ArrayList<>())))
                .filteredOn(field -> isRange(field.schema()))
                .allSatisfy(field -> assertThat(field.name()).matches(UNIT));
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldGiveEveryEnumThatReadersMayOutliveADefault(Schema record) {
        assertThat(named(record, new ArrayList<>()))
                .filteredOn(type ->
                        type.getType() == Schema.Type.ENUM && !type.getName().equals("EntryKind"))
                .allSatisfy(type -> assertThat(type.getEnumDefault()).isEqualTo("UNKNOWN"));
    }

    @ParameterizedTest
    @MethodSource("records")
    void shouldRegisterWhatTheFileSays(Schema record) throws ClassNotFoundException {
        Class<? extends SpecificRecord> type =
                Class.forName(record.getFullName()).asSubclass(SpecificRecord.class);
        assertThat(Contract.of(SpecificData.get().getSchema(type)).toString()).isEqualTo(record.toString());
    }

    @Test
    void shouldFindAQuantityWithoutUnit() {
        assertThat("energy").matches(QUANTITY).doesNotMatch(UNIT);
        assertThat("energyJoules").matches(QUANTITY).doesNotMatch(UNIT);
        assertThat("energyMicrojoules").matches(QUANTITY).matches(UNIT);
    }

    private static boolean isRange(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> schema.getName().equals("Range") || schema.getName().equals("Estimate");
            case UNION -> schema.getTypes().stream().anyMatch(ContractTest::isRange);
            default -> false;
        };
    }

    private static List<Schema.Field> fields(List<Schema> types) {
        return types.stream()
                .filter(type -> type.getType() == Schema.Type.RECORD)
                .flatMap(type -> type.getFields().stream())
                .toList();
    }

    private static List<Schema> named(Schema schema, List<Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (!found.contains(schema)) {
                    found.add(schema);
                    schema.getFields().forEach(field -> named(field.schema(), found));
                }
            }
            case ENUM -> found.add(schema);
            case ARRAY -> named(schema.getElementType(), found);
            case MAP -> named(schema.getValueType(), found);
            case UNION -> schema.getTypes().forEach(type -> named(type, found));
            default -> {
                // Primitive types have no fields.
            }
        }
        return found;
    }
}
