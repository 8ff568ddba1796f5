package io.wattledger.schemas;

import java.util.List;
import org.apache.avro.Schema;

/**
 * What Wattledger asks of a schema registry. Each call may go to the network.
 *
 * <p>Every method throws {@link RegistryUnavailableException} if the registry cannot be reached, and {@link
 * RegistryAccessException} if it refuses the request. {@code toString} names the registry for messages, without
 * credentials.
 */
public interface SchemaRegistry extends AutoCloseable {
    /**
     * The id of the schema, which becomes the subject's latest version unless it is one already.
     *
     * @throws IncompatibleSchemaException if the subject's compatibility level forbids it
     */
    int register(String subject, Schema schema);

    /**
     * The id of a schema that is registered.
     *
     * @throws UnknownSchemaException if it is not registered under the subject
     */
    int idOf(String subject, Schema schema);

    /**
     * The schema with the id.
     *
     * @throws UnknownSchemaException if the registry has none
     * @throws IncompatibleSchemaException if it is not an Avro schema
     */
    Schema byId(int id);

    /** The numbers of the subject's versions; empty if there is no such subject. */
    List<Integer> versions(String subject);

    /** Why the registry would refuse the schema under the subject's level; empty if it would take it. */
    List<String> incompatibilities(String subject, Schema schema);

    /** Sets the compatibility level of a subject that has a version, for instance {@code BACKWARD_TRANSITIVE}. */
    void requireCompatibility(String subject, String level);

    @Override
    void close();
}
