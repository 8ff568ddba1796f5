package io.wattledger.schemas;

import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro's view of generated classes that trusts those of one package. Since 1.12.2 Avro makes no class that was not
 * declared trusted, JVM-wide; this finds the classes of the contract itself and leaves the JVM's setting alone.
 */
final class ContractData extends SpecificData {
    private final String trustedPackage;
    /** By schema, because Avro builds a class name from it for each record, which took a third of the time of decoding. */
    private final ConcurrentMap<Schema, Class<?>> classes = new ConcurrentHashMap<>();

    ContractData(Class<? extends SpecificRecord> type) {
        super(type.getClassLoader());
        this.trustedPackage = type.getPackageName();
        SpecificData.getForClass(type).getConversions().forEach(this::addLogicalTypeConversion);
    }

    @Override
    public Class<?> getClass(Schema schema) {
        Class<?> known = classes.get(schema);
        if (known != null) {
            return known;
        }
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED ->
                trustedPackage.equals(schema.getNamespace())
                        ? classes.computeIfAbsent(schema, s -> load(getClassName(s)))
                        : super.getClass(schema);
            default -> super.getClass(schema);
        };
    }

    /** A plain list: Avro's own compares by its generic view, and fails on the times inside our records. */
    @Override
    public Object newArray(@Nullable Object old, int size, Schema arraySchema) {
        return new ArrayList<Object>(size);
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name, true, getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no generated class " + name + "; rebuild the schemas module", e);
        }
    }
}
