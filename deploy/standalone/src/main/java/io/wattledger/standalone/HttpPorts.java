package io.wattledger.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The port of the page, for people who did not choose one. */
final class HttpPorts {

    private static final int USUAL = 8080;
    private static final int TRIES = 100;

    private HttpPorts() {}

    /** The usual port, or the next free one, which is then announced. */
    static int free(PrintWriter announce) {
        for (int port = USUAL; port < USUAL + TRIES; port++) {
            if (isFree(port)) {
                if (port != USUAL) {
                    announce.println("port " + USUAL + " is taken, using " + port + " (--port chooses)");
                }
                return port;
            }
        }
        return 0;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
