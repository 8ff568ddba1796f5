package io.wattledger.http;

import io.wattledger.access.Need;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Every endpoint, and what one must be to have its answer: the one policy of this server. */
enum Route {
    PAGE("GET", "/", Need.NOTHING),
    PAGE_FILE("GET", "/page/{name}", Need.NOTHING),
    ALIVE("GET", "/health/live", Need.NOTHING),
    READY("GET", "/health/ready", Need.NOTHING),
    OPENAPI("GET", "/api/v1/openapi.json", Need.NOTHING),
    STATUS("GET", "/api/v1/status", Need.READING),
    LIVE("GET", "/api/v1/live", Need.READING),
    FOOTPRINT("GET", "/api/v1/footprint", Need.READING),
    CORRECTIONS("GET", "/api/v1/corrections", Need.READING),
    UNPRICED("GET", "/api/v1/unpriced", Need.READING),
    TEAMS("GET", "/api/v1/teams", Need.READING),
    BUDGETS("GET", "/api/v1/budgets", Need.READING),
    COSTS("GET", "/api/v1/costs", Need.READING),
    COST("GET", "/api/v1/costs/{model}/{gpu}", Need.READING),
    SITES("GET", "/api/v1/sites", Need.READING),
    SITE("GET", "/api/v1/sites/{region}", Need.READING),
    ESTIMATE("GET", "/api/v1/estimate", Need.READING),
    EVENTS("POST", "/api/v1/events", Need.WRITING),
    METRICS("GET", "/metrics", Need.READING_ALL);

    private final String method;
    private final String path;
    private final Need need;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes no list that changes.
    private final List<String> segments;

    Route(String method, String path, Need need) {
        this.method = method;
        this.path = path;
        this.need = need;
        this.segments = List.of(path.split("/", -1));
    }

    String method() {
        return method;
    }

    /** Its path, with names in braces for what may stand there. */
    String path() {
        return path;
    }

    Need need() {
        return need;
    }

    /** Whether the answer is made of many totals, so that only a few are made at a time. */
    boolean heavy() {
        return switch (this) {
            case STATUS, FOOTPRINT, CORRECTIONS, UNPRICED, TEAMS, BUDGETS, COSTS, SITES, ESTIMATE, METRICS -> true;
            default -> false;
        };
    }

    /** The endpoint at a path as it was sent; the empty one if there is none. */
    static Optional<Route> at(String path) {
        String[] sent = path.split("/", -1);
        return Arrays.stream(values()).filter(route -> route.matches(sent)).findFirst();
    }

    /** HEAD is GET without its body, which the stream has nothing but. */
    boolean takes(String sent) {
        return sent.equals(method) || (sent.equals("HEAD") && method.equals("GET") && this != LIVE);
    }

    private boolean matches(String[] sent) {
        if (sent.length != segments.size()) {
            return false;
        }
        for (int i = 0; i < sent.length; i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{") ? sent[i].isEmpty() : !segment.equals(sent[i])) {
                return false;
            }
        }
        return true;
    }
}
