package io.wattledger.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the rows an answer has: so many after a certain one. A row keeps its place whatever comes or goes around it, so no row is
 * skipped or shown twice while the books grow.
 *
 * @param after key of the last row that was seen
 */
record Page(int limit, Optional<String> after) {

    static final String LIMIT = "limit";
    static final String CURSOR = "cursor";
    static final Set<String> PARAMETERS = Set.of(LIMIT, CURSOR);

    private static final int USUAL = 1_000;
    private static final int MOST = 10_000;

    /** Rows with the key of the last, if there are more. */
    record Cut<T>(List<T> rows, Optional<String> next) {}

    /** @throws BadQuery if they cannot be read */
    static Page of(Parameters parameters) throws BadQuery {
        Optional<String> limit = parameters.one(LIMIT);
        int rows = USUAL;
        if (limit.isPresent()) {
            rows = limit.get().matches("\\d{1,6}") ? Integer.parseInt(limit.get()) : 0;
            if (rows < 1 || rows > MOST) {
                throw new BadQuery("limit is '%s'; write 1 to %d".formatted(limit.get(), MOST));
            }
        }
        Optional<String> cursor = parameters.one(CURSOR);
        try {
            return new Page(
                    rows, cursor.map(text -> new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new BadQuery("cursor is none; take it from 'next' of an answer");
        }
    }

    /** A key of which keys with the same beginning lie side by side. */
    static String key(long start, List<String> values) {
        return "%020d".formatted(start)
                + values.stream().map(value -> '\u0000' + value).collect(Collectors.joining());
    }

    <T> Cut<T> of(NavigableMap<String, T> rows) {
        NavigableMap<String, T> left =
                after.map(key -> rows.tailMap(key, false)).orElse(rows);
        List<String> keys = left.keySet().stream().limit(limit).toList();
        List<T> cut = left.values().stream().limit(limit).toList();
        return new Cut<>(cut, left.size() > limit ? Optional.of(keys.get(keys.size() - 1)) : Optional.empty());
    }

    /** The address of the next page. */
    static String next(String path, Parameters parameters, Map<String, String> fixed, String after) {
        Map<String, List<String>> all = new LinkedHashMap<>(parameters.asSent());
        fixed.forEach((name, value) -> all.put(name, List.of(value)));
        all.put(
                CURSOR,
                List.of(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(after.getBytes(StandardCharsets.UTF_8))));
        return path + "?"
                + all.entrySet().stream()
                        .flatMap(each ->
                                each.getValue().stream().map(value -> encoded(each.getKey()) + "=" + encoded(value)))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
