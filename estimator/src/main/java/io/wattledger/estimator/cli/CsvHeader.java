package io.wattledger.estimator.cli;

import io.wattledger.estimator.EstimateException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.csv.CSVRecord;

/** The first line of a CSV file: what its columns are called. */
record CsvHeader(Path file, List<String> names) {

    CsvHeader {
        names = List.copyOf(names);
    }

    static CsvHeader of(Path file, CSVRecord first) {
        return new CsvHeader(file, first.stream().map(BulkColumns::name).toList());
    }

    /** @throws EstimateException if one of the columns is not there */
    void require(List<String> columns) {
        List<String> missing =
                columns.stream().filter(column -> !names.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new EstimateException("%s lacks column %s; its first line has %s"
                    .formatted(file, String.join(", ", missing), String.join(", ", new TreeSet<>(names))));
        }
    }

    /** @throws EstimateException if one of the columns is there twice */
    void refuseTwice(List<String> columns) {
        for (String column : columns) {
            if (names.indexOf(column) != names.lastIndexOf(column)) {
                throw new EstimateException("%s has two columns %s; keep one".formatted(file, column));
            }
        }
    }

    /** @throws EstimateException if it has not one field for each column */
    CsvLine line(int number, CSVRecord fields) {
        if (fields.size() != names.size()) {
            throw new EstimateException(
                    "%d fields under a header of %d columns".formatted(fields.size(), names.size()));
        }
        return new CsvLine(number, names, fields);
    }
}
