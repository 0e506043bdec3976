package dev.trellis.dialect;

import java.util.List;

/**
 * Lines of a script for the database's own shell that restore the state which the shell's session had before the SQL of a
 * revision, as {@link SessionReset} restores the state of a connection. A shell keeps its session for the whole script.
 *
 * @param inTransaction the lines before the statements on Trellis's own tables, in the transaction of the revision
 * @param afterTransaction the lines after the end of the transaction
 */
public record ShellReset(List<String> inTransaction, List<String> afterTransaction) {
    /** Resets nothing. */
    public static final ShellReset NONE = new ShellReset(List.of(), List.of());

    public ShellReset {
        inTransaction = List.copyOf(inTransaction);
        afterTransaction = List.copyOf(afterTransaction);
    }
}
