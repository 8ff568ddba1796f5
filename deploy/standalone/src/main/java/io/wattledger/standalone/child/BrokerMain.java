package io.wattledger.standalone.child;

import io.wattledger.servers.KafkaBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker as a process: folder and port are its arguments. It stops cleanly at SIGTERM. */
public final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] args) throws InterruptedException {
        KafkaBroker broker = KafkaBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
        new CountDownLatch(1).await();
    }
}
