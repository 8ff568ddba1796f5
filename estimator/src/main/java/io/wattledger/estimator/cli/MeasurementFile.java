package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import io.wattledger.estimator.cli.fit.ServingRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Measurements of served language models, one a line: our own columns, or those of the runs of the ML.ENERGY benchmark (versions 2
 * and 3). A line that cannot be used is a problem; the rest is read on.
 *
 * @param rows the good rows
 * @param problems one line per bad row: file, line, reason
 */
record MeasurementFile(List<ServingRow> rows, List<String> problems) {

    private static final List<MeasurementKind> KINDS =
            List.of(new OwnMeasurements(), new MlEnergyV3(), new MlEnergyV2());

    private static final String OWN_COLUMNS = String.join(", ", OwnMeasurements.COLUMNS);

    MeasurementFile {
        rows = List.copyOf(rows);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a file.
     *
     * @throws EstimateException if it is empty, or its header is of no known kind
     */
    static MeasurementFile read(Path file) throws IOException {
        CsvRows<ServingRow> read =
                CsvRows.read(file, "begin with a header of the columns " + OWN_COLUMNS, MeasurementFile::reader);
        return new MeasurementFile(read.rows(), read.problems());
    }

    /** Whether a header is of this kind. */
    static boolean reads(Collection<String> columns) {
        return KINDS.stream().anyMatch(kind -> columns.contains(kind.telling()));
    }

    private static Function<CsvLine, ServingRow> reader(CsvHeader header) {
        MeasurementKind kind = KINDS.stream()
                .filter(each -> header.names().contains(each.telling()))
                .findFirst()
                .orElseThrow(() -> new EstimateException("%s, line 1: no column %s; the columns are %s"
                        .formatted(header.file(), OwnMeasurements.TELLING, OWN_COLUMNS)));
        header.require(kind.needed());
        header.refuseTwice(
                Stream.concat(kind.needed().stream(), kind.optional().stream()).toList());
        return kind::row;
    }
}
