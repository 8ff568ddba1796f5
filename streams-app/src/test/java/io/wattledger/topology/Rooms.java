package io.wattledger.topology;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What running books hang on, read from the description of a topology. The number of a sub-topology is the first half of the name of
 * its tasks, and so of their state folders; a store's name is that of its changelog.
 *
 * @param things each with the number of its sub-topology
 */
record Rooms(Set<Thing> things) {

    private static final Pattern ROOM = Pattern.compile("Sub-topology: (\\d+)(.*)");
    private static final Pattern SOURCE = Pattern.compile("Source: (\\S+) \\(topics: \\[(.*)]\\)");
    private static final Pattern PROCESSOR = Pattern.compile("Processor: (\\S+) \\(stores: \\[(.*)]\\)");
    private static final Pattern SINK = Pattern.compile("Sink: (\\S+) \\(topic: (\\S+)\\)");

    /**
     * A node, topic or store of a sub-topology.
     *
     * @param kind such as "store"
     */
    record Thing(String room, String kind, String name) implements Comparable<Thing> {

        @Override
        public int compareTo(Thing other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return "sub-topology " + room + ": " + kind + " " + name;
        }
    }

    static Rooms of(String description) {
        Set<Thing> things = new TreeSet<>();
        String room = "none";
        for (String line : description.lines().toList()) {
            Matcher number = ROOM.matcher(line);
            if (number.find()) {
                room = number.group(1);
                things.add(new Thing(room, "is", number.group(2).isBlank() ? "of tasks" : "of a global store"));
            }
            add(things, room, "source", "source topic", SOURCE.matcher(line));
            add(things, room, "processor", "store", PROCESSOR.matcher(line));
            add(things, room, "sink", "sink topic", SINK.matcher(line));
        }
        return new Rooms(things);
    }

    private static void add(Set<Thing> things, String room, String kind, String part, Matcher matcher) {
        if (!matcher.find()) {
            return;
        }
        things.add(new Thing(room, kind, matcher.group(1)));
        for (String name : matcher.group(2).split(", ", -1)) {
            if (!name.isEmpty()) {
                things.add(new Thing(room, part, name));
            }
        }
    }

    /** What these books have and the others lack. */
    List<String> missingIn(Rooms others) {
        return things.stream()
                .filter(thing -> !others.things().contains(thing))
                .map(Thing::toString)
                .toList();
    }
}
