package io.wattledger.schemas;

import org.apache.avro.Schema;

/** The contract as it is registered: generated schemas without what only Java's generated classes care about. */
final class Contract {
    private static final String JAVA_STRING = "\"avro.java.string\":\"String\"";

    private Contract() {}

    /** Avro's compiler marks strings with the Java class to use; other languages shall not see it. */
    static Schema of(Schema generated) {
        String json = generated
                .toString()
                .replace("{\"type\":\"string\"," + JAVA_STRING + "}", "\"string\"")
                .replace("," + JAVA_STRING, "");
        return new Schema.Parser().parse(json);
    }
}
