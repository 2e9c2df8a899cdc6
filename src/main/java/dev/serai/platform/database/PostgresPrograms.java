package dev.serai.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs: makes a cluster, starts its server, and stops one that an earlier hub left behind. */
final class PostgresPrograms {

    private static final int MINUTE = 60;

    private final Path programs;
    private final DatabaseDirectory directory;

    PostgresPrograms(Path programs, DatabaseDirectory directory) {
        this.programs = programs;
        this.directory = directory;
    }

    /** Makes the cluster: UTF-8, sorted by code point on every machine, a password for whoever connects. */
    void initdb(String user) {
        run(List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + directory.tables(),
                "--username=" + user,
                "--pwfile=" + directory.passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C"));
    }

    /** Starts the server as a child of this program. */
    Process startServer(int port, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("postgres").toString(),
                "-D",
                directory.tables().toString(),
                "-p",
                "" + port));
        settings.forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        try {
            return process(command).start();
        } catch (IOException failed) {
            throw new UncheckedIOException("PostgreSQL could not be started", failed);
        }
    }

    /** Stops a server that outlived its hub, so that its data has one master again. */
    void stopOrphan() {
        Path pidFile = directory.tables().resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
            Optional<ProcessHandle> orphan = ProcessHandle.of(pid).filter(this::isOurServer);
            if (orphan.isPresent()) {
                stop(orphan.get());
            } else {
                // The number belongs to another program by now: the server died without clearing up.
                Files.deleteIfExists(pidFile);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The database left by an earlier hub could not be stopped", failed);
        }
    }

    private boolean isOurServer(ProcessHandle process) {
        String programs = this.programs.toAbsolutePath().toString();
        return process.info()
                        .command()
                        .filter(command -> command.startsWith(programs))
                        .isPresent()
                || process.info()
                        .commandLine()
                        .filter(line -> line.contains(programs))
                        .isPresent();
    }

    /** Stops a server: open transactions are rolled back, everything committed is kept. */
    void stop(ProcessHandle server) {
        signal(server, "INT");
        if (!exits(server, 20)) {
            signal(server, "QUIT");
            if (!exits(server, 10)) {
                server.destroyForcibly();
                exits(server, 5);
            }
        }
    }

    private static void signal(ProcessHandle server, String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(server.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            server.destroy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean exits(ProcessHandle server, int seconds) {
        try {
            server.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException running) {
            return !server.isAlive();
        }
    }

    private void run(List<String> command) {
        try {
            Process process = process(command).start();
            if (!process.waitFor(MINUTE, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command.get(0) + " failed; see " + directory.serverLog());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(command.get(0) + " could not be run", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database was being made", interrupted);
        }
    }

    private ProcessBuilder process(List<String> command) {
        List<String> whole = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody in particular.
            whole.addAll(List.of("unshare", "--user"));
        }
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("PGDATA");
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.serverLog().toFile()));
        return builder;
    }
}
