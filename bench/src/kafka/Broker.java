import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A Kafka broker of the benchmark's own, as a process that writes below {@code target/bench/kafka}. */
final class Broker implements AutoCloseable {

    private static final Path HOME = Path.of("target/bench/kafka").toAbsolutePath();
    private static final int PARTITIONS = 4;

    private final Process process;
    private final int port;
    private final Admin admin;

    Broker() throws IOException, InterruptedException {
        port = freePort();
        Path data = Files.createDirectories(HOME.resolve("data"));
        Files.writeString(data.resolve("meta.properties"), "version=1\nnode.id=1\ncluster.id=c2VyYWktYmVuY2gta2Fma2E\n");
        Path settings = Files.writeString(HOME.resolve("server.properties"), settings(data, freePort()));
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        Files.readString(HOME.resolve("classpath")).strip(),
                        "kafka.Kafka",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(HOME.resolve("broker.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        admin = Admin.create(Map.of("bootstrap.servers", address()));
        admin.describeCluster().nodes().toCompletionStage().toCompletableFuture().join();
    }

    private String settings(Path data, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%3$s
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                """
                .formatted(port, controllerPort, data);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void createTopics(String... names) throws InterruptedException, ExecutionException, TimeoutException {
        List<NewTopic> topics = java.util.Arrays.stream(names)
                .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                .toList();
        admin.createTopics(topics).all().get(60, TimeUnit.SECONDS);
    }

    /** @return how many records of a topic a group has still to commit */
    long lag(String group, String topic) throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        long end = admin.listOffsets(latest).all().get(60, TimeUnit.SECONDS).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
        long committed = admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(60, TimeUnit.SECONDS)
                .values()
                .stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
        return end - committed;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        admin.close();
        process.destroy();
    }
}
