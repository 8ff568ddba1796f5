package io.wattledger.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Under which licences a part may be given away, and which one holds for a part whose publisher names several or none that has
 * an SPDX id. Read from licences.txt, which explains its form.
 */
final class Policy {

    static final Path FILE = Path.of("licences.txt");

    private final Set<String> allowed = new TreeSet<>();
    private final Map<String, String> taken = new LinkedHashMap<>();

    private Policy() {}

    static Policy read() throws IOException {
        return of(Files.readAllLines(FILE));
    }

    static Policy of(List<String> lines) {
        Policy policy = new Policy();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank() && !line.startsWith("#")) {
                policy.add(line.split(" ", 4), FILE + ":" + (i + 1));
            }
        }
        return policy;
    }

    private void add(String[] words, String where) {
        if (words.length == 2 && words[0].equals("allow")) {
            allowed.add(words[1]);
        } else if (words.length == 4 && words[0].equals("take")) {
            taken.put(words[1], words[2]);
        } else {
            throw new IllegalArgumentException(
                    where + ": write 'allow LICENCE' or 'take GROUP:NAME LICENCE where it says so'");
        }
    }

    /** The licence under which we pass it on: what the policy takes, or the one that its publisher names. */
    Optional<String> licence(Component component) {
        return entry(component)
                .map(taken::get)
                .or(() -> component.licences().size() == 1
                        ? Optional.of(component.licences().get(0))
                        : Optional.empty());
    }

    /** What is wrong with each of the components, and with the policy itself; empty if all is well. */
    List<String> problems(List<Component> components) {
        List<String> problems = new ArrayList<>();
        Set<String> unusedLicences = new TreeSet<>(allowed);
        Set<String> unusedEntries = new TreeSet<>(taken.keySet());
        for (Component component : components) {
            entry(component).ifPresent(unusedEntries::remove);
            Optional<String> licence = licence(component);
            licence.ifPresent(unusedLicences::remove);
            if (licence.filter(allowed::contains).isEmpty()) {
                problems.add("%s %s is under %s, which %s does not allow"
                        .formatted(component.coordinates(), component.version(), component.licences(), FILE));
            }
        }
        unusedLicences.forEach(licence -> problems.add(FILE + " allows " + licence + ", which nothing is under"));
        unusedEntries.forEach(entry -> problems.add(FILE + " has a line for " + entry + ", which is not there"));
        return problems;
    }

    /** The key of the line that is about it: its coordinates, or its group with a *. */
    private Optional<String> entry(Component component) {
        return List.of(component.coordinates(), component.group() + ":*").stream()
                .filter(taken::containsKey)
                .findFirst();
    }
}
