package io.wattledger.standalone.audit;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Changes a field of a record, which has no setters. */
public final class Fields {

    private Fields() {}

    /** Sets a field; a whole number becomes a long where the field wants one. */
    public static void set(SpecificRecord record, String name, @Nullable Object value) {
        Schema.Field field = record.getSchema().getField(name);
        boolean wantsLong = field.schema().getType() == Schema.Type.LONG
                || (field.schema().isUnion() && field.schema().getTypes().get(1).getType() == Schema.Type.LONG);
        record.put(field.pos(), wantsLong && value instanceof Integer number ? (Object) number.longValue() : value);
    }
}
