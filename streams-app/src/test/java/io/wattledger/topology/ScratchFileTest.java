package io.wattledger.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wattledger.ledger.Blocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFileTest {

    @TempDir
    private Path dir;

    @Test
    void shouldGiveBlocksOfZerosThatDoNotOverlap() {
        try (var scratch = new ScratchFile(dir)) {
            List<ByteBuffer> blocks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                ByteBuffer block = scratch.take();
                assertThat(block.capacity()).isEqualTo(Blocks.BYTES);
                assertThat(block.getLong(0)).isZero();
                assertThat(block.getLong(Blocks.BYTES - 8)).isZero();
                block.putLong(0, i).putLong(Blocks.BYTES - 8, -i);
                blocks.add(block);
            }
            for (int i = 0; i < 40; i++) {
                assertThat(blocks.get(i).getLong(0)).isEqualTo(i);
                assertThat(blocks.get(i).getLong(Blocks.BYTES - 8)).isEqualTo(-i);
            }
        }
    }

    @Test
    void shouldUseBlocksAgainThatCameBackAndGiveThemOutEmpty() {
        try (var scratch = new ScratchFile(dir)) {
            ByteBuffer first = scratch.take();
            first.putInt(77, 5);
            scratch.giveBack(first);
            assertThat(scratch.take()).isSameAs(first);
            assertThat(first.getInt(77)).isZero();
        }
    }

    @Test
    void shouldLeaveNoFileBehind() {
        var scratch = new ScratchFile(dir);
        scratch.take().putInt(0, 1);
        scratch.close();
        assertThat(dir).isEmptyDirectory();
        scratch.close();
    }

    @Test
    void shouldDeleteWhatAProcessLeftThatWasKilled() throws IOException {
        Files.write(dir.resolve("scratch-123"), new byte[10]);
        Files.write(dir.resolve("other"), new byte[10]);
        new ScratchFile(dir).close();
        assertThat(dir.resolve("other")).exists();
        assertThat(dir.resolve("scratch-123")).doesNotExist();
    }

    @Test
    void shouldSayWhereItCannotKeepAnything() {
        assertThatThrownBy(() -> new ScratchFile(dir.resolve("missing")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("Check that the disk");
    }
}
