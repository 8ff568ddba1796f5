package io.wattledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads /metrics of an instance. */
final class Scrape {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;

    Scrape(int port) {
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(LIMIT)
                .build();
    }

    /** The page; nothing while the instance does not answer. */
    Optional<String> page() throws InterruptedException {
        try {
            return Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString()))
                    .filter(answer -> answer.statusCode() == 200)
                    .map(HttpResponse::body);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Requests of a team, over all its series. */
    static OptionalLong requests(String page, String team) {
        Matcher line = Pattern.compile("(?m)^wattledger_requests_total\\{[^}]*team=\"" + team + "\"[^}]*} ([0-9.E]+)$")
                .matcher(page);
        long sum = 0;
        boolean found = false;
        while (line.find()) {
            sum += (long) Double.parseDouble(line.group(1));
            found = true;
        }
        return found ? OptionalLong.of(sum) : OptionalLong.empty();
    }

    /** How many series a page has. */
    static long series(String page) {
        return page.lines()
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .count();
    }
}
