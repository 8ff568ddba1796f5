package io.wattledger.ledger;

import java.util.Optional;

/** What totals are kept by. */
public record Dimensions(String team, Optional<String> project, String modelId, String gpu, String region) {}
