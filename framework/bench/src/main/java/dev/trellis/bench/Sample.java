package dev.trellis.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One or more processes that are started at once, from the start of the first to the end of the last.
 *
 * @param cpu what they and their children used, in seconds; 0 where there is no {@code /proc}
 * @param peak the resident memory of the largest at most, in MiB, looked at every few milliseconds; 0 likewise
 * @param failed how many of them did not exit as they should
 * @param said what the last of those wrote
 */
record Sample(double seconds, double cpu, long peak, int failed, String said) {
    /** Linux counts {@code /proc} times in these. */
    private static final double TICKS_PER_SECOND = 100;

    /** @param logs a folder for what they write */
    static Sample of(List<ProcessBuilder> builders, Set<Integer> good, Path logs)
            throws IOException, InterruptedException {
        List<File> files = new ArrayList<>();
        for (int i = 0; i < builders.size(); i++) {
            files.add(logs.resolve("log" + i).toFile());
        }
        double cpu = childrenSeconds();
        long start = System.nanoTime();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < builders.size(); i++) {
            processes.add(builders.get(i)
                    .redirectErrorStream(true)
                    .redirectOutput(files.get(i))
                    .start());
        }
        long peak = 0;
        for (Process process : processes) {
            do {
                for (Process each : processes) {
                    peak = Math.max(peak, highWater(each));
                }
            } while (!process.waitFor(5L * processes.size(), TimeUnit.MILLISECONDS));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double used = childrenSeconds() - cpu;
        for (ProcessBuilder each : builders) {
            Tools.settle(each);
        }
        int failed = 0;
        String said = "";
        for (int i = 0; i < processes.size(); i++) {
            if (!good.contains(processes.get(i).exitValue())) {
                failed++;
                said = builders.get(i).command() + " exited with "
                        + processes.get(i).exitValue() + ": "
                        + Files.readString(files.get(i).toPath());
            }
        }
        return new Sample(seconds, used, peak / 1024, failed, said);
    }

    private static long highWater(Process process) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            // It has ended, or this is no Linux.
        }
        return 0;
    }

    /** What the children of this process that have ended used. */
    private static double childrenSeconds() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }
}
