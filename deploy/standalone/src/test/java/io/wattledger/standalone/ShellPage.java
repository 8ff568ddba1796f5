package io.wattledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/**
 * A page of documentation whose commands run: its blocks of {@code bash}, one after another in one shell, print what the block of
 * {@code text} below each says. An ellipsis stands for anything. Blocks in other languages are not run.
 */
final class ShellPage {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final Pattern FENCE =
            Pattern.compile("```(bash|text)\\n(.*?)```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final String END = "== end of a block";

    private final List<Block> blocks;

    /** Commands, and what they print. */
    private record Block(String commands, List<String> printed) {}

    private ShellPage(List<Block> blocks) {
        this.blocks = blocks;
    }

    /** @param name of a page in docs */
    static ShellPage read(String name) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(Files.readString(ROOT.resolve("docs").resolve(name)));
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
        assertThat(blocks).as("blocks of " + name).hasSizeGreaterThan(5);
        return new ShellPage(blocks);
    }

    /**
     * Runs all of it in a folder, and compares.
     *
     * @param before commands that no reader needs
     * @param places what to write instead of addresses of the page, such as a free port
     */
    void run(Path folder, String before, Map<String, String> places) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Programs.exists("curl") && Programs.exists("bash"), "curl and bash are needed: apt-get install curl");
        String commands = blocks.stream()
                .map(Block::commands)
                .collect(Collectors.joining("\necho; echo '" + END + "'\n"))
                .replace("./wattledger", ROOT.resolve("wattledger").toString());
        for (Map.Entry<String, String> place : places.entrySet()) {
            commands = commands.replace(place.getKey(), place.getValue());
        }
        String script = "set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n"
                + "export WATTLEDGER_NO_BUILD=1\n" + before + commands;

        // Fewer seconds than those after which the test gives up: the shell can still end what it has started.
        String limit = Integer.toString(Programs.LIMIT_SECONDS - 10);
        Programs.Ran ran = Programs.run(folder, List.of("timeout", limit, "bash"), script);

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

    private static Pattern pattern(String line) {
        return Pattern.compile(
                Arrays.stream(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
