package dev.trellis.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The measurement of one or more concurrent processes, from the start of the first to the end of the last.
 *
 * @param seconds the elapsed time
 * @param cpu the processor time of the processes and their children, in seconds; 0 without {@code /proc}
 * @param peak the largest resident memory of one process, in MiB, sampled every few milliseconds; 0 without {@code /proc}
 * @param failed the number of processes with an unexpected exit code
 * @param output the output of the last failed process; empty if none failed
 */
record Sample(double seconds, double cpu, long peak, int failed, String output) {
    /** The unit of the times in {@code /proc} on Linux. */
    private static final double TICKS_PER_SECOND = 100;

    /**
     * Runs the processes and measures them.
     *
     * @param exitCode the exit code of success
     * @param logs the folder for the output of the processes
     */
    static Sample of(List<ProcessBuilder> builders, int exitCode, Path logs) throws IOException, InterruptedException {
        List<File> files = new ArrayList<>();
        for (int i = 0; i < builders.size(); i++) {
            files.add(logs.resolve("log" + i).toFile());
        }
        double cpu = cpuOfChildren();
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
                    peak = Math.max(peak, peakKib(each));
                }
            } while (!process.waitFor(5L * processes.size(), TimeUnit.MILLISECONDS));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double used = cpuOfChildren() - cpu;
        for (ProcessBuilder each : builders) {
            Tools.awaitArchive(each);
        }
        int failed = 0;
        String output = "";
        for (int i = 0; i < processes.size(); i++) {
            if (processes.get(i).exitValue() != exitCode) {
                failed++;
                output = builders.get(i).command() + " exited with "
                        + processes.get(i).exitValue() + ": "
                        + Files.readString(files.get(i).toPath());
            }
        }
        return new Sample(seconds, used, peak / 1024, failed, output);
    }

    private static long peakKib(Process process) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            // The process has ended, or this is not Linux.
        }
        return 0;
    }

    /** Returns the processor time of the ended children of this process, in seconds. */
    private static double cpuOfChildren() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }
}
