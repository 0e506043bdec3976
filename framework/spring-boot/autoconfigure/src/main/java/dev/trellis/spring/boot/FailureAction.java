package dev.trellis.spring.boot;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import java.util.Map;

/**
 * The action that Spring Boot prints for an error. The advice in the error itself refers to the command line and to
 * {@code trellis.yaml}; this class replaces the advice if the application must change its properties instead.
 */
final class FailureAction {
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry(
                    ErrorName.CANNOT_CONNECT.toString(),
                    "Start the database, or correct 'spring.datasource.url'. If the database starts together with the"
                            + " application, let the application wait for it: trellis.connect-timeout=60s"),
            Map.entry(
                    ErrorName.ACCESS_DENIED.toString(),
                    "Correct 'spring.datasource.username' and 'spring.datasource.password'. If migrations need another user"
                            + " than the application, set trellis.database.user and trellis.database.password."),
            Map.entry(
                    ErrorName.NO_DRIVER.toString(),
                    "Add the JDBC driver of the database to the dependencies of the application."),
            Map.entry(
                    ErrorName.NOT_AT_HEADS.toString(),
                    "Upgrade the database first: start the application with trellis.mode=upgrade-and-exit, or run 'trellis"
                            + " upgrade heads'. To wait until another process has done so, set trellis.mode=wait."),
            Map.entry(
                    ErrorName.LOCK_TIMEOUT.toString(),
                    "Nothing was run. Start the application again when the other process has finished, or wait longer:"
                            + " trellis.lock-timeout=10m. A process that has died holds no lock."),
            Map.entry(
                    ErrorName.FOREIGN_HISTORY.toString(),
                    "Check 'spring.datasource.url'. If this is the right database and its tables correspond to a revision,"
                            + " record that: trellis stamp REVISION. To keep the other tool's tables and run all revisions of Trellis"
                            + " in addition: trellis.adopt=true"),
            Map.entry(
                    ErrorName.CHANGED_SCRIPT.toString(),
                    "Restore the script and put the change into a new revision. If both versions have the same effect,"
                            + " start once with trellis.accept-changed=true."),
            Map.entry(
                    ErrorName.UNEXPLAINED_REVISION.toString(),
                    "Restore the plugin or the scripts that contain the revision: add the jar to the dependencies, or correct"
                            + " trellis.branches.LABEL.scripts and trellis.plugins. An older version of the application does"
                            + " not start on a database that a newer one has migrated."),
            Map.entry(
                    ErrorName.NO_SCRIPTS.toString(),
                    "Put the scripts into src/main/resources/db/LABEL, where LABEL is the label of the branch, or state their"
                            + " place: trellis.branches.LABEL.scripts=classpath:..."),
            Map.entry(
                    ErrorName.UNKNOWN_STEP.toString(),
                    "Define a bean of the type JavaStep with the name of the step: @Component(\"NAME\"). If a plugin contains the"
                            + " step, add its jar to the dependencies. A test slice creates no @Component: name the class of the"
                            + " step in @Import."),
            Map.entry(
                    ErrorName.UNDECIDED_STATEMENT.toString(),
                    "Look at the database. Then finish the revision on the command line: 'trellis resume --done' if the"
                            + " statement took effect, 'trellis resume --again' if it did not."),
            Map.entry(ErrorName.NO_PLUGIN_FOLDER.toString(), "Create the folder, or correct 'trellis.plugins.path'."),
            Map.entry(
                    ErrorName.STATEMENT_TIMEOUT.toString(),
                    "Raise 'trellis.statement-timeout', or split the statement into smaller ones."),
            Map.entry(
                    ErrorName.LOCK_WAIT_TIMEOUT.toString(),
                    "Start the application again when the transaction that blocks the statement has ended, or raise"
                            + " 'trellis.lock-wait-timeout'."));

    private FailureAction() {}

    /** Returns the action for an error; empty if the message of the error is sufficient. */
    static String of(Problem problem) {
        String advice = problem.advice();
        return ACTIONS.getOrDefault(problem.name(), advice == null ? "" : advice);
    }
}
