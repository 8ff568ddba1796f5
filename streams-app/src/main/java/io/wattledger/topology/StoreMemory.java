package io.wattledger.topology;

import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory that all state stores of an instance share, outside of the Java heap. By itself each store, and each segment of a store of
 * windows, takes up to 50 MiB to read and 48 MiB to write. To be closed after the stores.
 */
public final class StoreMemory implements AutoCloseable {

    /** Under this key the settings of Kafka Streams hold it: a RocksDBConfigSetter is made by name, and knows those settings alone. */
    static final String CONFIG = "wattledger.store.memory";

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final long blockBytes;
    private final long writeBufferBytes;

    /**
     * Reserves it.
     *
     * @param cacheBytes for blocks that were read, with their indexes and filters
     * @param writeBufferBytes for what was written and is not on disk yet
     * @param oneWriteBufferBytes of these, for one store at most
     * @param blockBytes of a block on disk, before compression
     */
    public StoreMemory(long cacheBytes, long writeBufferBytes, long oneWriteBufferBytes, long blockBytes) {
        RocksDB.loadLibrary();
        this.blockBytes = blockBytes;
        this.writeBufferBytes = oneWriteBufferBytes;
        // One cache for both: write buffers are charged to it, so that their sum is the limit.
        this.cache = new LRUCache(cacheBytes + writeBufferBytes);
        this.writeBuffers = new WriteBufferManager(writeBufferBytes, cache);
    }

    /** Settings of Kafka Streams that have its stores use this memory. */
    public Map<String, Object> settings() {
        return Map.of(CONFIG, this, StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, Setter.class);
    }

    /** Bytes that are in use. */
    long used() {
        return cache.getUsage();
    }

    private void apply(Options options) {
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        table.setBlockSize(blockBytes);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(writeBuffers);
        options.setWriteBufferSize(writeBufferBytes);
    }

    /** Stores that are open hold on to it until they are closed, too. */
    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }

    /** What Kafka Streams makes for each store. */
    public static final class Setter implements RocksDBConfigSetter {

        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> configs) {
            if (configs.get(CONFIG) instanceof StoreMemory memory) {
                memory.apply(options);
            } else {
                throw new IllegalStateException("store " + storeName + " is opened without " + CONFIG);
            }
        }

        @Override
        public void close(String storeName, Options options) {
            // What the stores share outlives each of them.
        }
    }
}
