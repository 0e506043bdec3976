package dev.trellis.cli;

import dev.trellis.error.TrellisException;

/** Not a failure but a finding, which has an exit code of its own. */
final class FindingsException extends TrellisException {
    private static final long serialVersionUID = 1L;

    FindingsException(TrellisException found) {
        super(found.problems(), found);
    }
}
