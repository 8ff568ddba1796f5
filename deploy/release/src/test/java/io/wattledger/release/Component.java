package io.wattledger.release;

import java.util.List;

/**
 * A part that others made, as the bill of materials knows it.
 *
 * @param licences SPDX ids where it knows them, otherwise the names that its publisher gives; more than one where the
 *     publisher names several without saying how they go together
 */
record Component(String group, String name, String version, List<String> licences) {

    String coordinates() {
        return group + ":" + name;
    }

    /** Of this project, under the project's licence. */
    boolean own() {
        return group.equals("io.wattledger");
    }
}
