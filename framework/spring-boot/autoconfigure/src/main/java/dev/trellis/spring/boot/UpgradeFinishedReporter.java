package dev.trellis.spring.boot;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.annotation.Order;

/**
 * Ends the process in the mode {@code upgrade-and-exit}. At this time Spring has destroyed the beans of the application, so
 * all connections are closed. Without this class, Boot would report the exception as a failure and the exit code would be 1.
 */
@Order(0)
final class UpgradeFinishedReporter implements SpringBootExceptionReporter {
    UpgradeFinishedReporter() {}

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UpgradeFinishedException finished) {
                System.exit(finished.getExitCode());
            }
        }
        return false;
    }
}
