package dev.trellis.internal.run;

/** Recognizes the errors after which a process must stop. */
public final class FatalError {
    private FatalError() {}

    /**
     * Throws an {@link InternalError} or another error with which the JVM reports that it is broken. A stack overflow or a
     * full heap is not such an error: the memory of the failed code has been released when the caller catches the error.
     */
    public static void rethrow(Throwable e) {
        if (e instanceof VirtualMachineError fatal
                && !(e instanceof StackOverflowError)
                && !(e instanceof OutOfMemoryError)) {
            throw fatal;
        }
    }
}
