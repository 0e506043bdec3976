package dev.trellis.bench;

import liquibase.command.CommandScope;
import liquibase.exception.CommandExecutionException;

/** Liquibase as a process: {@code update} or {@code status}, URL, user, password, folder. */
final class LiquibaseRun {
    private LiquibaseRun() {}

    public static void main(String... args) throws CommandExecutionException {
        System.setProperty("liquibase.searchPath", args[4]);
        System.setProperty("liquibase.analytics.enabled", "false");
        new CommandScope(args[0])
                .addArgumentValue("url", args[1])
                .addArgumentValue("username", args[2])
                .addArgumentValue("password", args[3])
                .addArgumentValue("changelogFile", "changelog.xml")
                .execute();
    }
}
