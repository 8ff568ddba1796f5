package io.wattledger.schemas;

import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/**
 * Confluent's client, as Apache Flink relocates it (RATIONALE.md says why). Its names appear in this file alone; its own
 * copy of Avro is crossed by JSON.
 */
final class ConfluentSchemaRegistry implements SchemaRegistry {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final String URL = "schema.registry.url";
    private static final String NOT_AVRO = "Invalid schema";
    private static final int CACHED_SCHEMAS = 1_000;
    /** Attempts to register a schema that others register at the same moment. */
    private static final int ATTEMPTS = 5;
    /**
     * The client's own defaults are a minute each, longer than a stream thread may stand still; and with a truststore it takes any
     * certificate of its authorities, whatever host that is for.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            "http.connect.timeout.ms",
            "5000",
            "http.read.timeout.ms",
            "10000",
            "schema.registry.ssl.endpoint.identification.algorithm",
            "https");

    private final SchemaRegistryClient client;
    private final String name;

    private ConfluentSchemaRegistry(SchemaRegistryClient client, String name) {
        this.client = client;
        this.name = name;
    }

    static SchemaRegistry connect(Map<String, ?> settings) {
        Object url = settings.get(URL);
        if (url == null || url.toString().isBlank()) {
            throw new IllegalArgumentException(URL + " is not set. Set it to the address of the schema registry.");
        }
        Map<String, Object> all = new HashMap<>(DEFAULTS);
        all.putAll(settings);
        List<String> urls = List.of(url.toString().trim().split("\\s*,\\s*", -1));
        String name = "schema registry " + withoutCredentials(urls);
        try {
            return new ConfluentSchemaRegistry(
                    SchemaRegistryClientFactory.newClient(
                            urls, CACHED_SCHEMAS, List.of(new AvroSchemaProvider()), all, Map.of()),
                    name);
        } catch (RuntimeException e) {
            throw new RegistryAccessException(
                    "%s: its client refuses its settings: %s. Check schema.registry.ssl.*.".formatted(name, root(e)),
                    e);
        }
    }

    @Override
    public int register(String subject, Schema schema) {
        AvroSchema theirs = toTheirs(schema);
        return call("schema for subject " + subject, () -> again(() -> client.register(subject, theirs)));
    }

    /** Of two writers that bring a new subject or its rule at once, Apicurio tells the second that it is there: it asks again. */
    private static <R> R again(Request<R> request) throws IOException, RestClientException {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.send();
            } catch (RestClientException e) {
                boolean cameFirst = e.getStatus() == CONFLICT
                        && String.valueOf(e.getMessage()).contains("already exists");
                if (!cameFirst || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return call("schema for subject " + subject, () -> client.getId(subject, toTheirs(schema)));
    }

    @Override
    public Schema byId(int id) {
        String json = call(
                "schema id " + id, () -> client.getSchemaById(id).rawSchema().toString());
        try {
            return new Schema.Parser().setValidateDefaults(false).parse(json);
        } catch (SchemaParseException e) {
            throw new IncompatibleSchemaException(
                    "schema id %d of %s is not a schema Avro can read: %s".formatted(id, name, e.getMessage()), e);
        }
    }

    @Override
    public List<Integer> versions(String subject) {
        try {
            return call("subject " + subject, () -> client.getAllVersions(subject));
        } catch (UnknownSchemaException e) {
            // A registry says 40401 of a subject that it lacks; a plain 404 is said by something else that listens
            // there.
            if (e.getCause() instanceof RestClientException refusal && refusal.getErrorCode() == NOT_FOUND) {
                throw new RegistryAccessException(
                        "%s is no schema registry: it has no path /subjects (HTTP 404). Check the path in %s; Apicurio's is /apis/ccompat/v7."
                                .formatted(name, URL),
                        e);
            }
            return List.of();
        }
    }

    @Override
    public List<String> incompatibilities(String subject, Schema schema) {
        if (versions(subject).isEmpty()) {
            return List.of();
        }
        AvroSchema theirs = toTheirs(schema);
        if (call("subject " + subject, () -> client.testCompatibility(subject, theirs))) {
            return List.of();
        }
        List<String> reasons = call("subject " + subject, () -> client.testCompatibilityVerbose(subject, theirs));
        return reasons.isEmpty() ? List.of(name + " calls it incompatible and gives no reason") : reasons;
    }

    @Override
    public void requireCompatibility(String subject, String level) {
        call("subject " + subject, () -> again(() -> client.updateCompatibility(subject, level)));
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new IllegalStateException("cannot close the client of " + name, e);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    private <R> R call(String what, Request<R> request) {
        try {
            return request.send();
        } catch (RestClientException e) {
            throw refused(what, e);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).startsWith(NOT_AVRO)) {
                throw new IncompatibleSchemaException(
                        "%s of %s is not an Avro schema: %s".formatted(what, name, e.getMessage()), e);
            }
            if (distrusts(e)) {
                throw new RegistryAccessException(
                        "%s has a certificate that is not trusted (%s). Check schema.registry.ssl.truststore.*: it is to hold the authority that signed it; and the host in %s."
                                .formatted(name, root(e), URL),
                        e);
            }
            throw new RegistryUnavailableException(
                    "%s cannot be reached (%s). Check that it runs and that %s is right.".formatted(name, e, URL), e);
        }
    }

    private DecodeException refused(String what, RestClientException e) {
        int status = e.getStatus();
        String said = "HTTP %d: %s".formatted(status, e.getMessage());
        if (status == NOT_FOUND) {
            return new UnknownSchemaException(
                    "%s is not in %s (%s). Check that the writer used this registry.".formatted(what, name, said), e);
        }
        if (status == CONFLICT || status == 422) {
            return new IncompatibleSchemaException(
                    "%s refuses the %s (%s). Change it compatibly.".formatted(name, what, said), e);
        }
        if (status == 408 || status == 429 || status >= 500) {
            return new RegistryUnavailableException("%s fails for %s (%s).".formatted(name, what, said), e);
        }
        return new RegistryAccessException(
                "%s denies access to %s (%s). Check basic.auth.*, bearer.auth.* or schema.registry.ssl.*."
                        .formatted(name, what, said),
                e);
    }

    /** Waiting changes nothing about a certificate. */
    private static boolean distrusts(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }

    private static String root(Throwable e) {
        Throwable root = e;
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return String.valueOf(root.getMessage());
    }

    private static AvroSchema toTheirs(Schema schema) {
        return new AvroSchema(schema.toString());
    }

    private static String withoutCredentials(List<String> urls) {
        return String.join(",", urls).replaceAll("//[^/,@]*@", "//***@");
    }

    private interface Request<R> {
        R send() throws IOException, RestClientException;
    }
}
