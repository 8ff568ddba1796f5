package io.wattledger.schemas;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;

/**
 * Writers' schemas by id. An id that was resolved is never asked for again, nor one whose schema cannot be used; one
 * that the registry does not know is asked for again after a few seconds. Nothing is remembered of a registry that is
 * down, so that it is found again at once.
 */
final class WriterSchemas {
    static final Duration UNKNOWN_FOR = Duration.ofSeconds(5);

    private sealed interface Answer {}

    private record Known(Schema schema) implements Answer {}

    private record Unusable(DecodeException why) implements Answer {}

    private record Unknown(DecodeException why, long sinceNanos) implements Answer {}

    private final SchemaRegistry registry;
    private final UnaryOperator<Schema> check;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<Integer, Answer> answers = new ConcurrentHashMap<>();

    /** @param check passes a writer's schema on or throws {@link IncompatibleSchemaException} */
    WriterSchemas(SchemaRegistry registry, UnaryOperator<Schema> check, LongSupplier nanoTime) {
        this.registry = registry;
        this.check = check;
        this.nanoTime = nanoTime;
    }

    Schema byId(int id) {
        Answer answer = answers.get(id);
        return answer == null || isStale(answer) ? ask(id) : schemaOf(answer);
    }

    /** One question at a time, so that threads that meet a new id together ask once. */
    private synchronized Schema ask(int id) {
        Answer answer = answers.get(id);
        if (answer == null || isStale(answer)) {
            answers.values().removeIf(this::isStale);
            answer = answerFor(id);
            answers.put(id, answer);
        }
        return schemaOf(answer);
    }

    private Answer answerFor(int id) {
        try {
            return new Known(check.apply(registry.byId(id)));
        } catch (IncompatibleSchemaException e) {
            return new Unusable(e);
        } catch (UnknownSchemaException e) {
            return new Unknown(e, nanoTime.getAsLong());
        }
    }

    private static Schema schemaOf(Answer answer) {
        if (answer instanceof Known known) {
            return known.schema();
        }
        throw answer instanceof Unusable unusable ? unusable.why() : ((Unknown) answer).why();
    }

    private boolean isStale(Answer answer) {
        return answer instanceof Unknown unknown && nanoTime.getAsLong() - unknown.sinceNanos() > UNKNOWN_FOR.toNanos();
    }
}
