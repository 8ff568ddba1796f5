package io.wattledger.http;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers what no thread may wait for: the stream that never ends, and events until Kafka has them. Hands on the rest. */
final class Direct extends Handler.Wrapper {

    private final LiveStream live;
    private final Events events;
    private final SlowClients slowClients;

    Direct(LiveStream live, Events events, SlowClients slowClients) {
        this.live = live;
        this.events = events;
        this.slowClients = slowClients;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Route route = Gate.route(request).orElseThrow();
        if (route == Route.LIVE) {
            slowClients.follows(request);
            live.follow(request, response, callback);
            return true;
        }
        if (route == Route.EVENTS) {
            events.take(request, response, callback);
            return true;
        }
        return super.handle(request, response, callback);
    }
}
