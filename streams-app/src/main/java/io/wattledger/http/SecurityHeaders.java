package io.wattledger.http;

import org.eclipse.jetty.http.HttpFields;

/** Headers that every answer has, whoever answers. */
final class SecurityHeaders {

    /** A page may load its own files and nothing else, and nobody may frame it. */
    private static final String PAGE_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String YEAR = "max-age=31536000";

    private SecurityHeaders() {}

    /** @param secure whether it was asked for by HTTPS, and is to be from now on */
    static void put(HttpFields.Mutable headers, boolean secure) {
        headers.put("Content-Security-Policy", PAGE_POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        headers.put("Cache-Control", "no-store");
        if (secure) {
            headers.put("Strict-Transport-Security", YEAR);
        }
    }
}
