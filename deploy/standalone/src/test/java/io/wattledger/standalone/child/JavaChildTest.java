package io.wattledger.standalone.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaChildTest {

    private static final int SIGTERM = 128 + 15;

    @TempDir
    Path folder;

    /** Runs until it is told to stop, and says when it does. */
    static final class Waits {

        private Waits() {}

        public static void main(String[] args) throws InterruptedException, IOException {
            Path stopped = Path.of(args[0]).resolve("stopped");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    Thread.sleep(500);
                    Files.createFile(stopped);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
            Files.createFile(Path.of(args[0]).resolve("started"));
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
    }

    @Test
    void shouldLetAChildStopByItself() {
        var program = new JavaChild.Program(Waits.class.getName(), 32, List.of(folder.toString()));
        try (JavaChild child = JavaChild.start(program, folder.resolve("log"))) {
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve("started")));

            assertThat(child.terminate(Duration.ofSeconds(30))).isTrue();

            assertThat(folder.resolve("stopped")).exists();
            assertThat(child.status()).isEqualTo(SIGTERM);
        }
    }
}
