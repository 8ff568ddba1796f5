package io.wattledger.bench.jet;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.SerializerConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.config.EdgeConfig;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Edge;
import com.hazelcast.jet.core.EventTimePolicy;
import com.hazelcast.jet.core.Vertex;
import com.hazelcast.jet.kafka.KafkaProcessors;
import io.wattledger.bench.contender.Announcements;
import io.wattledger.bench.contender.ContenderCommand;
import io.wattledger.bench.contender.Fetching;
import io.wattledger.bench.contender.Settings;
import io.wattledger.bench.contender.Sums;
import io.wattledger.bench.contender.WindowKey;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Reads, accumulates locally, exchanges, combines, writes; one snapshot a second. The two stages are those of Jet's own window
 * aggregation, flushed by the snapshot as its first stage is. Snapshots are kept in memory: the community edition has no disk.
 */
public final class JetContender {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int QUEUE_SIZE = 8 * 1024;

    private JetContender() {}

    public static void main(String[] args) {
        System.exit(ContenderCommand.execute(JetContender::run, args));
    }

    private static void run(Settings settings) {
        HazelcastInstance member = Hazelcast.newHazelcastInstance(member(settings));
        member.getUserContext()
                .put(SnapshotProgress.NAME, new SnapshotProgress(settings.threads(), Announcements::events));
        member.getJet().newJob(dag(settings), job(settings)).join();
    }

    private static Config member(Settings settings) {
        Config config = new Config();
        config.setClusterName(settings.prefix() + settings.group());
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        NetworkConfig network = config.getNetworkConfig();
        network.setPublicAddress(LOOPBACK).setPort(0);
        network.getInterfaces().setEnabled(true).addInterface(LOOPBACK);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(false);
        config.getJetConfig()
                .setEnabled(true)
                .setCooperativeThreadCount(settings.threads())
                .setBackupCount(0);
        config.getSerializationConfig()
                .addSerializerConfig(new SerializerConfig()
                        .setTypeClass(WindowKey.class)
                        .setImplementation(new WindowKeySerializer()))
                .addSerializerConfig(
                        new SerializerConfig().setTypeClass(Sums.class).setImplementation(new SumsSerializer()));
        return config;
    }

    private static JobConfig job(Settings settings) {
        return new JobConfig()
                .setName("wattledger")
                .setProcessingGuarantee(
                        settings.exactlyOnce() ? ProcessingGuarantee.EXACTLY_ONCE : ProcessingGuarantee.AT_LEAST_ONCE)
                .setSnapshotIntervalMillis(settings.commitMillis())
                // A failure ends the process: a benchmark that went on would measure the recovery.
                .setAutoScaling(false);
    }

    private static DAG dag(Settings settings) {
        DAG dag = new DAG();
        // Bytes: what the consumer decodes would be decoded on its own thread.
        Vertex events = dag.newVertex(
                "events",
                KafkaProcessors.<byte[], byte[], byte[]>streamKafkaP(
                        consumer(settings), ConsumerRecord::value, EventTimePolicy.noEventTime(), settings.events()));
        Vertex local = dag.newVertex("local-totals", () -> new LocalTotals(settings));
        Vertex totals = dag.newVertex("totals", () -> new Totals(settings));
        Vertex publish = dag.newVertex(
                "publish",
                KafkaProcessors.<ProducerRecord<byte[], byte[]>, byte[], byte[]>writeKafkaP(
                        producer(settings), record -> record, settings.exactlyOnce()));
        for (Vertex vertex : new Vertex[] {events, local, totals, publish}) {
            vertex.localParallelism(settings.threads());
        }
        dag.edge(Edge.between(events, local).isolated().setConfig(new EdgeConfig().setQueueSize(QUEUE_SIZE)));
        dag.edge(Edge.between(local, totals).partitioned(WindowSums::key));
        dag.edge(Edge.between(totals, publish).isolated());
        return dag;
    }

    private static Properties consumer(Settings settings) {
        Properties properties = Fetching.properties();
        properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return properties;
    }

    private static Properties producer(Settings settings) {
        Properties properties = new Properties();
        properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
        properties.setProperty(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        properties.setProperty(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
        return properties;
    }
}
