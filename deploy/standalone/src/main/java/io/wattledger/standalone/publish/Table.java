package io.wattledger.standalone.publish;

import io.wattledger.schemas.AvroCodec;
import io.wattledger.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * A compacted table of revisions.
 *
 * @param <V> its rows
 * @param <R> their revisions
 */
public interface Table<V extends SpecificRecord, R extends SpecificRecord> {

    /** Where it lies. */
    Topic<String, V> topic();

    /** How its rows are read. */
    AvroCodec<V> codec();

    /** The revisions of a row, in its order. */
    List<Revision<R>> revisions(V row);

    /** A row of these revisions. */
    V row(RowKey key, List<Revision<R>> revisions);

    /** The central values of a revision, for people. */
    List<Figure> figures(R revision);

    /**
     * A central value of a revision.
     *
     * @param name what it is, with its unit
     * @param main whether it is shown of a row that is new
     */
    record Figure(String name, double value, boolean main) {}

    /** The bytes of a record in Avro's binary encoding, which has one form for each content. */
    static <R extends SpecificRecord> byte[] canonical(R record) {
        try {
            var bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new SpecificDatumWriter<R>(record.getSchema(), SpecificData.getForClass(record.getClass()))
                    .write(record, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot fail", e);
        }
    }
}
