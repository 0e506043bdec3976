package dev.trellis.cli;

import dev.trellis.error.TrellisException;

/** Wraps an exception that reports findings, so that the process exits with 3 instead of 1. */
final class FindingsException extends TrellisException {
    private static final long serialVersionUID = 1L;

    FindingsException(TrellisException cause) {
        super(cause.problems(), cause);
    }
}
