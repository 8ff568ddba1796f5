package io.wattledger.bench.measure;

import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The broker's own count of the bytes that were written to it. */
public final class BrokerMeter implements AutoCloseable {

    private static final String BYTES_IN = "kafka.server:type=BrokerTopicMetrics,name=BytesInPerSec";

    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final ObjectName bytesIn;

    private BrokerMeter(JMXConnector connector, ObjectName bytesIn) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
        this.bytesIn = bytesIn;
    }

    /** Connects to a JVM that was started with {@code com.sun.management.jmxremote.port}. */
    @SuppressWarnings("BanJNDI") // Our own child on this machine.
    public static BrokerMeter connect(int port) throws IOException {
        var url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:%d/jmxrmi".formatted(port));
        try {
            return new BrokerMeter(JMXConnectorFactory.connect(url), new ObjectName(BYTES_IN));
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    /** Since the broker started; 0 before anything was written. */
    public long bytes() throws IOException {
        try {
            return (Long) server.getAttribute(bytesIn, "Count");
        } catch (JMException e) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
