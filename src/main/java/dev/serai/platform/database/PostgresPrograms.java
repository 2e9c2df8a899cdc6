package dev.serai.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs PostgreSQL's programs: makes a cluster, starts its server, and stops one that an earlier hub left behind. */
final class PostgresPrograms {

    private static final int MINUTE = 60;

    private final Path programs;
    private final DatabaseDirectory directory;
    private final Unprivileged way;

    /** @throws IllegalStateException when the programs can't be run here; the message says what to do */
    PostgresPrograms(Path programs, DatabaseDirectory directory, List<Unprivileged> waysForRoot) {
        this.programs = programs;
        this.directory = directory;
        this.way = Unprivileged.find(programs.resolve("postgres"), waysForRoot);
    }

    /** Makes the cluster: UTF-8, sorted by code point on every machine, a password for whoever connects. */
    void initdb(String user) {
        try {
            // Made aside and put in place as a whole: one that was cut short would look finished and never start.
            Path aside = directory.newTables();
            way.own(aside);
            way.own(directory.passwordFile());
            run(List.of(
                    programs.resolve("initdb").toString(),
                    "--pgdata=" + aside,
                    "--username=" + user,
                    "--pwfile=" + directory.passwordFile(),
                    "--auth=scram-sha-256",
                    // Stretching a password is for those that could be guessed: this one is 192 random bits, and a
                    // start that stretches it for each of its connections takes a third of a second longer.
                    "--set=scram_iterations=1",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C"));
            directory.takeTables(aside);
        } catch (IOException failed) {
            throw new UncheckedIOException("The database can't be made in " + directory.tables(), failed);
        }
    }

    /** Starts the server as a child of this program. */
    Process startServer(int port, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("postgres").toString(),
                "-D",
                directory.tables().toString(),
                "-p",
                Integer.toString(port)));
        settings.forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        try {
            way.own(directory.tables());
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
            // After a server that is dead PostgreSQL clears up itself, and only once its last child has ended.
            Optional<ProcessHandle> holder = pid(pidFile).flatMap(ProcessHandle::of);
            if (holder.filter(this::isOurServer).isPresent()) {
                stop(holder.get());
            } else if (holder.isPresent()) {
                // The number belongs to another program by now, which the new server would take for the old one.
                Files.deleteIfExists(pidFile);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The database left by an earlier hub could not be stopped", failed);
        }
    }

    private static Optional<Long> pid(Path pidFile) throws IOException {
        return Files.readAllLines(pidFile).stream()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }

    private boolean isOurServer(ProcessHandle process) {
        // Of any version: the hub that left it may have been an older one.
        String home = directory.programs().toString();
        ProcessHandle.Info info = process.info();
        return info.command().filter(command -> command.startsWith(home)).isPresent()
                || info.commandLine().filter(line -> line.contains(home)).isPresent();
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
            // The shell's own kill: the program of that name is missing from small images.
            new ProcessBuilder("sh", "-c", "kill -s " + name + " " + server.pid())
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
        } catch (ExecutionException | TimeoutException running) {
            return !server.isAlive();
        }
    }

    private void run(List<String> command) throws IOException {
        try {
            Process process = process(command).start();
            if (!process.waitFor(MINUTE, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command.get(0) + " failed: " + directory.lastWords());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database was being made", interrupted);
        }
    }

    private ProcessBuilder process(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(way.command(command));
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("PGDATA");
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.serverLog().toFile()));
        return builder;
    }
}
