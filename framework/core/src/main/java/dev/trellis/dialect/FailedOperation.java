package dev.trellis.dialect;

import dev.trellis.operation.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Marks a failure with the operation that could not be compiled. The mark is a suppressed exception of the failure. The
 * caller of {@link Dialect#compile} adds the location of the operation to the failure.
 */
public final class FailedOperation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Operation operation;

    /** Creates the mark of a failure. */
    public FailedOperation(Operation operation) {
        super(operation.describe(), null, false, false);
        this.operation = operation;
    }

    /** Returns the operation that a failure belongs to; null if the failure has no mark. */
    public static @Nullable Operation of(Throwable failure) {
        for (Throwable suppressed : failure.getSuppressed()) {
            if (suppressed instanceof FailedOperation mark) {
                return mark.operation;
            }
        }
        return null;
    }
}
