package io.wattledger.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A program that is measured.
 *
 * @param name in reports, and what the name of its consumer group begins with
 * @param title for people
 * @param mainClass its program
 * @param classPath of its JVM
 * @param arguments more than all contenders get
 * @param heapMegabytes its largest heap
 * @param threads of each instance
 * @param instances how many processes share the work
 * @param guarantee as Kafka Streams calls it
 * @param inner topics between its parts: work is done when it is done there too. {@code P.} stands for the prefix, {@code G} for the group
 * @param totals topics of its totals by minute, hour and day, in the same form; none if it keeps no books
 */
public record Contender(
        String name,
        String title,
        String mainClass,
        String classPath,
        List<String> arguments,
        int heapMegabytes,
        int threads,
        int instances,
        String guarantee,
        List<String> inner,
        List<String> totals) {

    static final String EXACTLY_ONCE = "exactly_once_v2";
    static final String AT_LEAST_ONCE = "at_least_once";

    boolean keepsBooks() {
        return !totals.isEmpty();
    }

    /** Whether its topics of totals are named after its group, and made before it starts. */
    boolean writesTotalsOfItsGroup() {
        return totals.stream().anyMatch(topic -> topic.contains("G"));
    }

    static List<String> named(List<String> patterns, String prefix, String group) {
        return patterns.stream()
                .map(pattern -> pattern.startsWith("P.")
                        ? prefix + pattern.substring("P.".length()).replace("G-", group + "-")
                        : pattern.replace("G-", group + "-"))
                .toList();
    }

    Contender with(String newName, String newTitle, int newThreads, int newInstances) {
        return new Contender(
                newName,
                newTitle,
                mainClass,
                classPath,
                arguments,
                heapMegabytes,
                newThreads,
                newInstances,
                guarantee,
                inner,
                totals);
    }

    Contender guaranteeing(String newName, String newTitle, String newGuarantee) {
        return new Contender(
                newName,
                newTitle,
                mainClass,
                classPath,
                arguments,
                heapMegabytes,
                threads,
                instances,
                newGuarantee,
                inner,
                totals);
    }

    Contender heap(int megabytes) {
        return new Contender(
                name, title, mainClass, classPath, arguments, megabytes, threads, instances, guarantee, inner, totals);
    }

    Contender with(List<String> moreArguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(moreArguments);
        return new Contender(
                name, title, mainClass, classPath, all, heapMegabytes, threads, instances, guarantee, inner, totals);
    }
}
