package io.wattledger.http;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of the page, read once. */
final class PageFiles {

    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String INDEX = "index.html";
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";

    private static final List<String> SCRIPTS = List.of(
            "access.js",
            "api.js",
            "charts.js",
            "comparisons.js",
            "dom.js",
            "feed.js",
            "format.js",
            "live.js",
            "models.js",
            "page.js",
            "panels.js",
            "provenance.js",
            "series.js",
            "sse.js",
            "theme.js",
            "tokendialog.js",
            "view.js");

    private final Map<String, File> files = new HashMap<>();

    private static final class File {
        private final String type;
        private final byte[] bytes;

        File(String type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }
    }

    PageFiles() {
        files.put(INDEX, new File("text/html; charset=utf-8", read("page/" + INDEX)));
        files.put("page.css", new File("text/css; charset=utf-8", read("page/page.css")));
        SCRIPTS.forEach(name -> files.put(name, new File(SCRIPT, read("page/" + name))));
        files.put("chart.umd.min.js", new File(SCRIPT, read(CHARTS)));
    }

    void index(Context context) {
        send(context, INDEX);
    }

    void file(Context context) {
        send(context, context.pathParam("name"));
    }

    private void send(Context context, String name) {
        File file = files.get(name);
        if (file == null) {
            throw new NotFoundResponse();
        }
        context.header("Cache-Control", "no-cache").contentType(file.type).result(file.bytes);
    }

    private static byte[] read(String resource) {
        try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
