package io.wattledger.standalone.view;

/** Shows how the demo goes on. */
public interface DemoView extends AutoCloseable {

    /** Shows the state; called a few times a second. */
    void show(Snapshot snapshot);

    @Override
    void close();
}
