package io.wattledger.schemas;

import org.apache.kafka.common.serialization.Serde;

/** A topic with the types of its records; the same value in app, tools and tests. */
public record Topic<K, V>(String name, Serde<K> key, Serde<V> value) {}
