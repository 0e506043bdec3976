package dev.trellis.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * One process, from its start to its end.
 *
 * @param peak its resident memory at most, in MiB, looked at every few milliseconds; 0 where there is no {@code /proc}
 */
record Sample(double seconds, long peak) {

    /** @throws IllegalStateException with what it wrote when it fails */
    static Sample of(ProcessBuilder builder, File log) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = builder.redirectErrorStream(true).redirectOutput(log).start();
        Path status = Path.of("/proc/" + process.pid() + "/status");
        long peak = 0;
        do {
            peak = Math.max(peak, highWater(status));
        } while (!process.waitFor(5, TimeUnit.MILLISECONDS));
        double seconds = (System.nanoTime() - start) / 1e9;
        if (process.exitValue() != 0) {
            throw new IllegalStateException(builder.command() + " failed: " + Files.readString(log.toPath()));
        }
        return new Sample(seconds, peak / 1024);
    }

    private static long highWater(Path status) {
        try {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            // It has ended, or this is no Linux.
        }
        return 0;
    }
}
