package io.wattledger.standalone.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void shouldLetNothingThroughThatATerminalActsUpon() {
        assertThat(Texts.line("a\u001b[31mb\nc\rd\u202ee ü€😀")).isEqualTo("a\uFFFD[31mb c\uFFFDd\uFFFDe ü€😀");
    }

    @Test
    void shouldShortenByCharactersAndNotWithinOne() {
        assertThat(Texts.shortened("12345", 5)).isEqualTo("12345");
        assertThat(Texts.shortened("123456", 5)).isEqualTo("1234…");
        assertThat(Texts.shortened("😀😀😀", 2)).isEqualTo("😀…");
    }

    @Test
    void shouldShowBytesAsTextWhereTheyAreText() {
        assertThat(Texts.bytes("r-17 ü".getBytes(StandardCharsets.UTF_8))).isEqualTo("\"r-17 ü\"");
        assertThat(Texts.bytes(new byte[] {0, -1})).isEqualTo("0x00ff");
        assertThat(Texts.bytes("\u001b[2J".getBytes(StandardCharsets.UTF_8))).isEqualTo("0x1b5b324a");
        assertThat(Texts.bytes(new byte[0])).isEqualTo("\"\"");
        assertThat(Texts.bytes(new byte[1_000])).endsWith("00… (1,000 bytes)").hasSizeLessThan(200);
    }

    @Test
    void shouldDumpBytesUpToALimit() {
        byte[] bytes = "\0\0\0\0\1event of a team\u007f".getBytes(StandardCharsets.UTF_8);

        assertThat(HexDump.lines(bytes, 100))
                .containsExactly(
                        "00000000  00 00 00 00 01 65 76 65 6e 74 20 6f 66 20 61 20  |.....event of a |",
                        "00000010  74 65 61 6d 7f" + " ".repeat(33) + "  |team.|");
        assertThat(HexDump.lines(bytes, 3)).containsExactly("00000000  00 00 00" + " ".repeat(39) + "  |...|");
        assertThat(HexDump.lines(new byte[0], 3)).isEmpty();
    }
}
