package io.wattledger.topology;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * Calls a processor right before each commit of its task, inside the transaction: the moment to write out what was gathered in
 * memory. Until then nothing of it is in any topic, so an abort forgets it together with the offsets it came from.
 *
 * <p>This is the one file that uses internals of Kafka Streams (4.3.1): before a commit, {@code ProcessorStateManager.flushCache}
 * calls {@code flushCache()} on the stores that implement {@link CachedStateStore}, as its own caching stores do. Nothing public
 * is called at that moment: a punctuator or {@code close()} loses amounts when the tasks of a thread commit together or a process
 * dies. An upgrade that moves the hook is caught by the tests that count what the books hold after each commit.
 *
 * <p>The store itself holds nothing.
 */
final class CommitHook implements StateStore, CachedStateStore<Object, Object> {

    private final String name;
    private Runnable action = CommitHook::nothing;
    private boolean open;

    private CommitHook(String name) {
        this.name = name;
    }

    static StoreBuilder<CommitHook> builder(String name) {
        return new UnloggedStore<>(name, CommitHook::new);
    }

    /** From now on runs the action before each commit; what it forwards comes from the processor that calls this in its init. */
    void beforeCommit(ProcessorContext<?, ?> context, Runnable write) {
        var internal = (InternalProcessorContext<?, ?>) context;
        ProcessorNode<?, ?, ?, ?> node = internal.currentNode();
        this.action = () -> {
            ProcessorNode<?, ?, ?, ?> previous = internal.currentNode();
            internal.setCurrentNode(node);
            try {
                write.run();
            } finally {
                internal.setCurrentNode(previous);
            }
        };
    }

    @Override
    public void flushCache() {
        action.run();
    }

    @Override
    public void clearCache() {
        // The processor drops what it gathered when it is initialised again.
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void close() {
        action = CommitHook::nothing;
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** There is nothing to write while no processor is initialised. */
    private static void nothing() {}
}
