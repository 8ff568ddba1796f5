package io.wattledger.schemas;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** A registry that holds what a test puts there, counts questions, and can be down. */
final class FakeRegistry implements SchemaRegistry {
    final AtomicInteger questions = new AtomicInteger();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private volatile boolean down;

    int put(int id, Schema schema) {
        schemas.put(id, schema);
        return id;
    }

    void goDown() {
        down = true;
    }

    void comeUp() {
        down = false;
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        ask();
        return schemas.entrySet().stream()
                .filter(entry -> entry.getValue().equals(schema))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> put(schemas.size() + 1, schema));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        ask();
        return schemas.entrySet().stream()
                .filter(entry -> entry.getValue().equals(schema))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new UnknownSchemaException("no schema for " + subject, null));
    }

    @Override
    public Schema byId(int id) {
        ask();
        Schema schema = schemas.get(id);
        if (schema == null) {
            throw new UnknownSchemaException("no schema id " + id, null);
        }
        return schema;
    }

    @Override
    public List<Integer> versions(String subject) {
        ask();
        return List.of();
    }

    @Override
    public List<String> incompatibilities(String subject, Schema schema) {
        ask();
        return List.of();
    }

    @Override
    public void requireCompatibility(String subject, String level) {
        ask();
    }

    @Override
    public void close() {}

    private void ask() {
        questions.incrementAndGet();
        if (down) {
            throw new RegistryUnavailableException("the fake registry is down", null);
        }
    }
}
