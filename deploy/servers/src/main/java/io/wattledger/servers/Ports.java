package io.wattledger.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Free ports of 127.0.0.1. A port found free may be taken by another process before its server binds it, so whoever
 * asks for one tries again with another: {@link #ATTEMPTS} times in all.
 */
final class Ports {
    static final int ATTEMPTS = 3;
    static final String HOST = "127.0.0.1";

    private static final byte[] LOCALHOST = {127, 0, 0, 1};

    private Ports() {}

    /** As many different free ports as asked for. */
    static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(bound(0));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + HOST, e);
        } finally {
            held.forEach(Ports::close);
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = bound(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** The port asked for, or a free one for 0. */
    static int resolve(int port, String server) {
        if (port == 0) {
            return free(1).get(0);
        }
        if (!isFree(port)) {
            throw new ServerStartException("%s: port %d of %s is taken. Stop what listens there or choose another port."
                    .formatted(server, port, HOST));
        }
        return port;
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // As the servers do: a port that only waits for its last connections to die counts as free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOCALHOST), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
