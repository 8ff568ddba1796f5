package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/api.md, run as they stand, print what the page says. */
class ApiPageIT {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern FENCE =
            Pattern.compile("```(bash|text)\\n(.*?)```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final String END = "== end of a block";

    @TempDir
    Path folder;

    /** Commands, and what they print. */
    private record Block(String commands, List<String> printed) {}

    @Test
    void shouldPrintWhatThePageSays() throws Exception {
        Assumptions.assumeTrue(
                Programs.exists("curl") && Programs.exists("bash"), "curl and bash are needed: apt-get install curl");
        List<Block> blocks = blocks();
        assertThat(blocks).hasSizeGreaterThan(5);
        String script = "set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n"
                + "export WATTLEDGER_NO_BUILD=1\n"
                + blocks.stream().map(Block::commands).collect(Collectors.joining("\necho; echo '" + END + "'\n"));
        String local = script.replace("./wattledger", ROOT.resolve("wattledger").toString())
                .replace("8080", Integer.toString(Programs.freePort()));

        Programs.Ran ran = Programs.run(folder, List.of("timeout", "110", "bash"), local);

        assertThat(ran.status()).as(ran.output()).isZero();
        String[] outputs = ran.output().split("\n" + END + "\n", -1);
        assertThat(outputs).hasSize(blocks.size());
        for (int i = 0; i < outputs.length; i++) {
            List<String> lines =
                    outputs[i].lines().filter(line -> !line.isEmpty()).toList();
            List<String> wanted = blocks.get(i).printed();
            assertThat(lines).as(outputs[i]).hasSameSizeAs(wanted);
            for (int j = 0; j < wanted.size(); j++) {
                assertThat(lines.get(j)).matches(pattern(wanted.get(j)));
            }
        }
    }

    /** An ellipsis stands for anything, except where a line has one of its own. */
    private static Pattern pattern(String line) {
        return Pattern.compile(
                Arrays.stream(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(Files.readString(ROOT.resolve("docs/api.md")));
        while (fence.find()) {
            String text = fence.group(2);
            if (fence.group(1).equals("bash")) {
                blocks.add(new Block(text, List.of()));
            } else {
                blocks.set(
                        blocks.size() - 1,
                        new Block(
                                blocks.get(blocks.size() - 1).commands(),
                                text.lines().filter(line -> !line.isEmpty()).toList()));
            }
        }
        return blocks;
    }
}
