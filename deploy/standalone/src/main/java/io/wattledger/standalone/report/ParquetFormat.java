package io.wattledger.standalone.report;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Apache Parquet: the columns of the CSV with their types, decimals exact, unknown ones null; question and state as metadata. */
final class ParquetFormat implements Format {

    private static final int DECIMAL_BYTES = 16;
    private static final int DECIMAL_DIGITS = 38;

    @Override
    public void write(Report report, OutputStream out) throws IOException {
        List<Columns.Column> columns = Columns.of(report);
        MessageType schema = schema(columns);
        // The end of a Parquet file is written first to memory, then behind all rows: a file of its own knows where
        // that is.
        Path folder = Files.createTempDirectory("wattledger-report");
        Path file = folder.resolve("report.parquet");
        try {
            try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                    .withConf(new PlainParquetConfiguration())
                    .withType(schema)
                    .withCompressionCodec(CompressionCodecName.SNAPPY)
                    .withExtraMetaData(Map.of(
                            "wattledger.report",
                                    JsonFormat.question(report.question()).toString(),
                            "wattledger.state", JsonFormat.state(report.state()).toString()))
                    .build()) {
                for (Row row : report.rows()) {
                    writer.write(group(schema, columns, row));
                }
            }
            Files.copy(file, out);
            out.flush();
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private static MessageType schema(List<Columns.Column> columns) {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        for (Columns.Column column : columns) {
            switch (column.type()) {
                case TEXT ->
                    schema.optional(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(column.name());
                case TIME ->
                    schema.required(PrimitiveTypeName.INT64)
                            .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
                            .named(column.name());
                case COUNT -> schema.optional(PrimitiveTypeName.INT64).named(column.name());
                case DECIMAL ->
                    schema.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                            .length(DECIMAL_BYTES)
                            .as(LogicalTypeAnnotation.decimalType(column.scale(), DECIMAL_DIGITS))
                            .named(column.name());
            }
        }
        return schema.named("report");
    }

    private static Group group(MessageType schema, List<Columns.Column> columns, Row row) {
        SimpleGroup group = new SimpleGroup(schema);
        for (Columns.Column column : columns) {
            Optional<?> value = column.value().apply(row);
            if (value.isPresent()) {
                add(group, column, value.get());
            }
        }
        return group;
    }

    private static void add(SimpleGroup group, Columns.Column column, Object value) {
        if (value instanceof BigDecimal decimal) {
            group.add(column.name(), Binary.fromConstantByteArray(bytes(decimal.setScale(column.scale()))));
        } else if (value instanceof ZonedDateTime time) {
            group.add(column.name(), time.toInstant().toEpochMilli());
        } else if (value instanceof Long count) {
            group.add(column.name(), count);
        } else {
            group.add(column.name(), value.toString());
        }
    }

    /** Two's complement, the highest byte first. */
    private static byte[] bytes(BigDecimal decimal) {
        byte[] shortest = decimal.unscaledValue().toByteArray();
        byte[] bytes = new byte[DECIMAL_BYTES];
        Arrays.fill(bytes, (byte) (decimal.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, bytes, DECIMAL_BYTES - shortest.length, shortest.length);
        return bytes;
    }
}
