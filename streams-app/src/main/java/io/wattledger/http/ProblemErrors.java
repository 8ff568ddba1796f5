package io.wattledger.http;

import java.time.Duration;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the web server itself refuses: as problems, like everything else, and without a word about the server. */
final class ProblemErrors extends ErrorHandler {

    private static final Duration SOON = Duration.ofSeconds(1);

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        SecurityHeaders.put(response.getHeaders(), request.isSecure());
        problem(response.getStatus()).send(response, callback);
        return true;
    }

    private static Problem problem(int status) {
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            return Problem.after(status, SOON, "too much is asked at once; try again in a moment");
        }
        int known = status < HttpStatus.BAD_REQUEST_400 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : status;
        return new Problem(
                known,
                switch (known) {
                    case HttpStatus.BAD_REQUEST_400 -> "the request cannot be read; see docs/api.md";
                    case HttpStatus.NOT_FOUND_404 -> "there is nothing at this path; see /api/v1/openapi.json";
                    case HttpStatus.URI_TOO_LONG_414 -> "the address is too long; ask for less at once";
                    case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 -> "the headers are too large; 8 KiB are taken";
                    default -> HttpStatus.getMessage(known);
                });
    }
}
