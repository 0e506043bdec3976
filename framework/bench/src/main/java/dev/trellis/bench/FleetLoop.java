package dev.trellis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A loop over the targets of a fleet with several threads, as a user of another tool would write it. */
final class FleetLoop {
    private FleetLoop() {}

    /**
     * A target.
     *
     * @param schema null if the target is a whole database
     */
    record Target(String url, @Nullable String schema) {}

    /** Migrates one target. */
    interface Migration {
        void run(Target target) throws Exception;
    }

    /**
     * Migrates all targets and prints the number of those that failed.
     *
     * @param args in the fifth place the file of the targets, in the sixth the number of threads
     */
    static void run(String[] args, Migration migration) throws InterruptedException {
        ConcurrentLinkedQueue<Target> targets = new ConcurrentLinkedQueue<>(read(Path.of(args[4])));
        AtomicInteger failed = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[5]); i++) {
            Thread thread = new Thread(() -> {
                for (Target target = targets.poll(); target != null; target = targets.poll()) {
                    try {
                        migration.run(target);
                    } catch (Exception e) {
                        failed.incrementAndGet();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println(failed.get() + " failed");
    }

    /** Reads lines of a URL and, after a tab, a schema. */
    static List<Target> read(Path file) {
        try {
            List<Target> targets = new ArrayList<>();
            for (String line : Files.readAllLines(file)) {
                int tab = line.indexOf('\t');
                targets.add(
                        tab < 0 ? new Target(line, null) : new Target(line.substring(0, tab), line.substring(tab + 1)));
            }
            return targets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
