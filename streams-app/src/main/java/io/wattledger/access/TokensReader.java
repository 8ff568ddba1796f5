package io.wattledger.access;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** From what a file of tokens says to tokens; gathers all problems. */
final class TokensReader {

    static final String TOKENS = "tokens";

    private static final String NAME = "name";
    private static final String ROLE = "role";
    private static final String TEAMS = "teams";
    private static final String SHA256 = "sha256";
    private static final String EXPIRES = "expires";
    private static final String ALL_TEAMS = "*";
    private static final int DAY_LENGTH = 10;
    private static final Set<String> KEYS = Set.of(NAME, ROLE, TEAMS, SHA256, EXPIRES);
    private static final String NAME_FORM = "[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}";
    private static final String SHAPE = "a mapping with the list 'tokens' is expected, each with name, role and sha256";

    private final String file;
    private final List<String> problems = new ArrayList<>();

    TokensReader(String file) {
        this.file = file;
    }

    List<Token> tokens(Optional<Object> root) throws AccessException {
        List<Token> tokens = new ArrayList<>();
        if (root.isPresent()
                && root.get() instanceof Map<?, ?> map
                && map.keySet().equals(Set.of(TOKENS))
                && map.get(TOKENS) instanceof List<?> list) {
            Set<Object> names = new HashSet<>();
            Set<Object> hashes = new HashSet<>();
            for (int i = 0; i < list.size(); i++) {
                String where = file + ", token " + (i + 1);
                token(list.get(i), where).ifPresent(token -> {
                    if (!names.add(token.viewer().name())) {
                        problems.add(where + ": name " + token.viewer().name() + " is there twice");
                    }
                    if (!hashes.add(token.sha256())) {
                        problems.add(where + ": sha256 is that of another token");
                    }
                    tokens.add(token);
                });
            }
        } else {
            problems.add(file + ": " + SHAPE);
        }
        if (!problems.isEmpty()) {
            throw new AccessException(problems);
        }
        return List.copyOf(tokens);
    }

    private Optional<Token> token(Object entry, String where) {
        int before = problems.size();
        if (!(entry instanceof Map<?, ?> map)) {
            problems.add(where + ": name, role and sha256 are expected");
            return Optional.empty();
        }
        map.keySet().stream()
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> problems.add(where + ": '" + key + "' is not known; write " + new TreeSet<>(KEYS)));
        Optional<Role> role = Role.named(text(map, ROLE));
        if (role.isEmpty()) {
            problems.add(where + ": role is '" + text(map, ROLE) + "'; write one of " + Role.labels());
        }
        String sha256 = text(map, SHA256);
        if (!sha256.matches("[0-9a-f]{64}")) {
            problems.add(where + ": sha256 is not 64 digits of 0-9 and a-f; 'wattledger token create' makes it");
        }
        Optional<Set<String>> teams = teams(map, role, where);
        Optional<Instant> expires = expires(map, where);
        if (problems.size() > before) {
            return Optional.empty();
        }
        Viewer viewer = new Viewer(text(map, NAME), role.orElseThrow(), teams);
        problemOf(viewer).ifPresent(problem -> problems.add(where + ": " + problem));
        return problems.size() > before ? Optional.empty() : Optional.of(new Token(sha256, viewer, expires));
    }

    /** What no token may be. */
    static Optional<String> problemOf(Viewer viewer) {
        if (!viewer.name().matches(NAME_FORM)) {
            return Optional.of("name is '" + viewer.name() + "'; write 1 to 64 letters, digits, '.', '_' and '-'");
        }
        if (viewer.role() == Role.ADMIN && !viewer.coversAll()) {
            return Optional.of("an admin sees all teams; leave teams out, or make it a reader");
        }
        if (viewer.teams().filter(Set::isEmpty).isPresent()) {
            return Optional.of("teams is empty; name some, or write '*' for all");
        }
        return Optional.empty();
    }

    private static String text(Map<?, ?> map, String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString();
    }

    /** Nobody sees all teams because a line was forgotten. */
    private Optional<Set<String>> teams(Map<?, ?> map, Optional<Role> role, String where) {
        Object value = map.get(TEAMS);
        if (ALL_TEAMS.equals(value)) {
            return Optional.empty();
        }
        if (value == null) {
            if (!role.equals(Optional.of(Role.ADMIN))) {
                problems.add(where + ": teams is missing; write a list of them, or '*' for all");
            }
            return Optional.empty();
        }
        if (!(value instanceof List<?> list) || list.stream().anyMatch(team -> team == null || team instanceof Map)) {
            problems.add(where + ": teams is no list of names; write like [search, ranking], or '*' for all");
            return Optional.empty();
        }
        if (list.contains(ALL_TEAMS)) {
            problems.add(where + ": '*' stands in a list; write teams: '*'");
            return Optional.empty();
        }
        return Optional.of(list.stream().map(Object::toString).collect(Collectors.toSet()));
    }

    private Optional<Instant> expires(Map<?, ?> map, String where) {
        String text = text(map, EXPIRES);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> time = time(text);
        if (time.isEmpty()) {
            problems.add(where + ": expires is '" + text
                    + "'; write a day like 2027-01-31 or a time like 2027-01-31T12:00:00Z");
        }
        return time;
    }

    /** A time; a day stands for its first moment in UTC. */
    static Optional<Instant> time(String text) {
        try {
            return Optional.of(
                    text.length() == DAY_LENGTH
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** What a file says of a token. */
    static Map<String, Object> map(Token token) {
        Viewer viewer = token.viewer();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(NAME, viewer.name());
        map.put(ROLE, viewer.role().label());
        if (viewer.role() != Role.ADMIN) {
            map.put(
                    TEAMS,
                    viewer.teams()
                            .<Object>map(teams -> List.copyOf(new TreeSet<>(teams)))
                            .orElse(ALL_TEAMS));
        }
        token.expires().ifPresent(time -> map.put(EXPIRES, time.toString()));
        map.put(SHA256, token.sha256());
        return map;
    }
}
