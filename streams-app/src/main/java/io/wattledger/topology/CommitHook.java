package io.wattledger.topology;

import java.util.Set;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
public final class CommitHook implements StateStore, CachedStateStore<Object, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(CommitHook.class);
    private static final long NONE = -1;

    private final String name;
    private Runnable action = CommitHook::nothing;
    private Transactions transactions = Transactions.ofThisThread();
    private TaskId task = new TaskId(0, 0);
    private long mayHaveWrittenIn = NONE;
    private boolean open;

    private CommitHook(String name) {
        this.name = name;
    }

    /** The store of that name, to be connected to one processor. */
    public static StoreBuilder<CommitHook> builder(String name) {
        return new UnloggedStore<>(name, CommitHook::new);
    }

    /** From now on runs the action before each commit; what it forwards comes from the processor that calls this in its init. */
    public void beforeCommit(ProcessorContext<?, ?> context, Runnable write) {
        var internal = (InternalProcessorContext<?, ?>) context;
        ProcessorNode<?, ?, ?, ?> node = internal.currentNode();
        this.task = context.taskId();
        this.transactions = Transactions.ofThisThread();
        this.mayHaveWrittenIn = NONE;
        this.action = () -> {
            requireWhole();
            ProcessorNode<?, ?, ?, ?> previous = internal.currentNode();
            internal.setCurrentNode(node);
            try {
                write.run();
            } finally {
                internal.setCurrentNode(previous);
            }
        };
    }

    /**
     * To be called before anything that may write: each record, each punctuation.
     *
     * @throws TaskCorruptedException if a transaction that this task may have written in was aborted and the task has gone on; Kafka
     *     Streams then begins it again from what is committed
     */
    void requireWhole() {
        if (mayHaveWrittenIn == transactions.current()) {
            return;
        }
        if (transactions.isAborted(mayHaveWrittenIn)) {
            LOG.warn("a transaction that task {} wrote in was aborted: it begins again from what is committed", task);
            throw new TaskCorruptedException(Set.of(task));
        }
        mayHaveWrittenIn = transactions.current();
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
