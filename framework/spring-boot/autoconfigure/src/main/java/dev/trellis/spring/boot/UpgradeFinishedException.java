package dev.trellis.spring.boot;

import org.springframework.boot.ExitCodeGenerator;

/** Ends the start of an application in the mode {@code upgrade-and-exit}, after the upgrade has succeeded. */
final class UpgradeFinishedException extends RuntimeException implements ExitCodeGenerator {
    private static final long serialVersionUID = 1L;

    UpgradeFinishedException() {
        super("the mode is upgrade-and-exit, and the upgrade has finished", null, false, false);
    }

    @Override
    public int getExitCode() {
        return 0;
    }
}
