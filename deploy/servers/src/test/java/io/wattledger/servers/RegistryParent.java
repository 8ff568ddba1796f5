package io.wattledger.servers;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that starts a registry in the folder it is given, prints its URL, and waits to be killed. */
final class RegistryParent {
    private RegistryParent() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws InterruptedException {
        System.out.println(RegistryServer.start(Path.of(args[0]), 0).url());
        new CountDownLatch(1).await();
    }
}
