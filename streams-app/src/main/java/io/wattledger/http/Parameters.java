package io.wattledger.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of a request's address: those that an endpoint knows, and no others. */
final class Parameters {

    private static final int MOST_VALUES = 100;

    private final Map<String, List<String>> sent;

    private Parameters(Map<String, List<String>> sent) {
        this.sent = sent;
    }

    /** @throws BadQuery if there is one that the endpoint does not know, or too many of one */
    static Parameters of(Map<String, List<String>> sent, Set<String> known) throws BadQuery {
        for (Map.Entry<String, List<String>> each : sent.entrySet()) {
            if (!known.contains(each.getKey())) {
                throw new BadQuery("parameter '%s' is not known; write %s"
                        .formatted(each.getKey(), String.join(", ", new TreeSet<>(known))));
            }
            if (each.getValue().size() > MOST_VALUES) {
                throw new BadQuery("parameter '%s' is there %d times; %d are taken"
                        .formatted(each.getKey(), each.getValue().size(), MOST_VALUES));
            }
        }
        return new Parameters(sent);
    }

    /** All values of one that may be repeated. */
    List<String> all(String name) {
        return sent.getOrDefault(name, List.of());
    }

    /** @throws BadQuery if it is there twice */
    Optional<String> one(String name) throws BadQuery {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new BadQuery("parameter '%s' is there %d times; write it once".formatted(name, values.size()));
        }
        return values.stream().findFirst();
    }

    /** All of them, for the address of the next page. */
    Map<String, List<String>> asSent() {
        return new LinkedHashMap<>(sent);
    }
}
