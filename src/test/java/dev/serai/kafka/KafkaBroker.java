package dev.serai.kafka;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.springframework.util.FileSystemUtils;

/**
 * A real Kafka broker as a process of its own, which can be stopped and started again on its port and its data. All tests
 * that need one share it; each uses topics or tenants of its own.
 */
public final class KafkaBroker {

    private static final Path HOME = Path.of("target", "kafka-broker").toAbsolutePath();
    private static final Duration START = Duration.ofMinutes(2);
    private static final int PARTITIONS = 4;

    private static final String LOGGING =
            """
            <configuration>
              <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d %-5level %logger{0} %msg%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="out"/></root>
            </configuration>
            """;

    private static KafkaBroker shared;

    private final int port = freePort();
    private final int securedPort = freePort();
    private final BrokerSecurity security;
    private final Path settings;
    private Process process;

    private KafkaBroker() {
        try {
            FileSystemUtils.deleteRecursively(HOME);
            Path data = Files.createDirectories(HOME.resolve("data"));
            // What the formatting of an empty directory leaves there.
            Files.writeString(
                    data.resolve("meta.properties"), "version=1\nnode.id=1\ncluster.id=c2VyYWktdGVzdC1rYWZrYQ\n");
            Files.writeString(HOME.resolve("logback.xml"), LOGGING);
            security = BrokerSecurity.in(HOME);
            settings = Files.writeString(
                    HOME.resolve("server.properties"), settings(data, freePort()) + security.ofListener("secured"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        run();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
    }

    private String settings(Path data, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%1$d,SECURED://127.0.0.1:%4$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,SECURED://127.0.0.1:%4$d
                controller.quorum.voters=1@127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SECURED:SASL_SSL,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=1000
                num.network.threads=2
                num.io.threads=2
                log.cleaner.enable=false
                """
                .formatted(port, controllerPort, data, securedPort);
    }

    /** @return the broker that all tests of this run share; it is up */
    public static synchronized KafkaBroker shared() {
        if (shared == null) {
            shared = new KafkaBroker();
        }
        return shared.awaitReady();
    }

    /** @return what {@code serai.kafka.brokers} is to be */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** @return what {@code serai.kafka.brokers} is to be for clients that encrypt and log in */
    public String securedAddress() {
        return "127.0.0.1:" + securedPort;
    }

    /** @return how its clients encrypt and log in */
    public BrokerSecurity security() {
        return security;
    }

    private void run() {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-Dlogback.configurationFile=" + HOME.resolve("logback.xml"),
                        "-cp",
                        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                        "kafka.Kafka",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        HOME.resolve("broker.log").toFile()));
        try {
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private KafkaBroker awaitReady() {
        try (Admin admin = admin()) {
            await("the broker is up").atMost(START).ignoreExceptions().until(() -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the broker has ended; see " + HOME.resolve("broker.log"));
                }
                return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
            });
        }
        return this;
    }

    /** Stops the broker, as an operator would. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the broker again, on its port and with what it had; returns when it is up. */
    public void startAgain() {
        run();
        awaitReady();
    }

    /** Makes topics, unless they are there. */
    public void createTopics(String... names) {
        try (Admin admin = admin()) {
            Set<String> known = done(admin.listTopics().names());
            List<NewTopic> missing = Stream.of(names)
                    .filter(name -> !known.contains(name))
                    .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                    .toList();
            done(admin.createTopics(missing).all());
        }
    }

    /** @return how many records a group has committed, over all partitions of its topics */
    public long committed(String group) {
        try (Admin admin = admin()) {
            return done(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }

    /** @return how many records a topic has ever had */
    public long end(String topic) {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
            return done(admin.listOffsets(latest).all()).values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        }
    }

    private static <T> T done(KafkaFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Has a group without members read everything again. */
    public void rewind(String group) {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            done(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                    .keySet()
                    .forEach(partition -> offsets.put(partition, new OffsetAndMetadata(0)));
            done(admin.alterConsumerGroupOffsets(group, offsets).all());
        }
    }

    /** @return how many members a group has */
    public int members(String group) {
        return membersOf(group).size();
    }

    /** @return how many members of a group have partitions */
    public int workers(String group) {
        return (int) membersOf(group).stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count();
    }

    private Collection<MemberDescription> membersOf(String group) {
        try (Admin admin = admin()) {
            return done(admin.describeConsumerGroups(List.of(group))
                            .describedGroups()
                            .get(group))
                    .members();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", address()));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
