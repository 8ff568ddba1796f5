package io.wattledger.standalone.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.wattledger.standalone.child.BrokerMain;
import io.wattledger.standalone.child.JavaChild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Children, stopped ones, and mounted folders: none outlives its parent. */
class ChildrenIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void shouldEndWithItsParentEvenWhenItStandsStill() throws Exception {
        // Given
        Path out = folder.resolve("pids");
        var program = new JavaChild.Program(
                HeldParent.class.getName(),
                64,
                List.of(folder.resolve("idle.log").toString()));
        JavaChild parent =
                JavaChild.start(program, folder.resolve("parent.log"), ProcessBuilder.Redirect.to(out.toFile()));
        await().atMost(LIMIT).until(() -> Files.readString(out).endsWith("\n"));
        List<ProcessHandle> children = List.of(Files.readString(out).strip().split(" ", -1)).stream()
                .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                .toList();
        assertThat(children).allMatch(ProcessHandle::isAlive);
        await().atMost(LIMIT).until(() -> state(children.get(1).pid()).equals("T"));

        // When
        parent.kill();

        // Then
        await().atMost(LIMIT).untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void shouldStandStillUntilItIsLetGo() {
        try (JavaChild child = HeldParent.idle(folder.resolve("log"))) {
            Held held = Held.paused(child.pid());
            await().atMost(LIMIT).until(() -> state(child.pid()).equals("T"));

            held.close();

            assertThat(state(child.pid())).isNotEqualTo("T");
            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void shouldStopAtSigtermAndDieAtKill() {
        JavaChild first = HeldParent.idle(folder.resolve("log"));
        assertThat(first.terminate(LIMIT)).isTrue();
        assertThat(first.status()).isEqualTo(143);

        JavaChild second = HeldParent.idle(folder.resolve("log"));
        second.kill();
        assertThat(second.isAlive()).isFalse();
        assertThat(second.status()).isEqualTo(137);
    }

    @Test
    void shouldStartAgainOnlyWhatShouldRun() {
        try (Instance instance = new Instance("it", () -> HeldParent.idle(folder.resolve("log")))) {
            instance.tend();
            assertThat(instance.running()).isFalse();

            instance.start();
            instance.kill();
            instance.tend();
            assertThat(instance.running()).isFalse();
            assertThat(instance.kills()).isEqualTo(1);
            assertThat(instance.ownExits()).isZero();

            instance.start();
            instance.pause().close();
            assertThat(instance.stop()).isTrue();
            instance.kill();
            assertThat(instance.kills()).as("there was nothing to kill").isEqualTo(1);
        }
    }

    @Test
    void shouldStartAgainWhatGaveUp() {
        // Given: it ends at once, for it has no arguments to work on
        var program = new JavaChild.Program(BrokerMain.class.getName(), 32, List.of());
        try (Instance instance = new Instance("it", () -> JavaChild.start(program, folder.resolve("log")))) {
            instance.start();

            await().atMost(LIMIT).until(() -> !instance.running());
            instance.tend();

            assertThat(instance.ownExits()).isEqualTo(1);
        }
    }

    @Test
    void shouldMountASmallDiskThatFillsAndGoes() throws Exception {
        Path state = folder.resolve("state");
        Optional<SmallDisk> mounted = SmallDisk.mount(state);
        assumeThat(mounted).as("mounting takes root").isPresent();
        try (SmallDisk disk = mounted.orElseThrow()) {
            assertThat(Files.getFileStore(state).type()).isEqualTo("tmpfs");
            disk.fill();
            assertThat(Files.getFileStore(state).getUsableSpace()).isZero();
            disk.free();
            assertThat(Files.getFileStore(state).getUsableSpace()).isPositive();
        }
        assertThat(Files.getFileStore(state).getTotalSpace())
                .as("the folder is a plain one again")
                .isEqualTo(Files.getFileStore(folder).getTotalSpace());
    }

    /** As the kernel calls it: R, S, T (stopped). */
    private static String state(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
