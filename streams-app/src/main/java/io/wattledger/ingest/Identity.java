package io.wattledger.ingest;

import java.util.Optional;

/** What tells an event from all others, as far as it could be read. */
record Identity(Optional<String> source, Optional<String> id) {

    static final Identity UNKNOWN = new Identity(Optional.empty(), Optional.empty());
}
