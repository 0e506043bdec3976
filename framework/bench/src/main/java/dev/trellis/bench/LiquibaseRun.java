package dev.trellis.bench;

import java.nio.file.Path;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.resource.DirectoryResourceAccessor;

/** Liquibase as a process: {@code update} or {@code status}, URL, user, password, folder. */
final class LiquibaseRun {
    private LiquibaseRun() {}

    public static void main(String... args) throws Exception {
        System.setProperty("liquibase.analytics.enabled", "false");
        Scope.child(
                Scope.Attr.resourceAccessor,
                new DirectoryResourceAccessor(Path.of(args[4])),
                () -> new CommandScope(args[0])
                        .addArgumentValue("url", args[1])
                        .addArgumentValue("username", args[2])
                        .addArgumentValue("password", args[3])
                        .addArgumentValue("changelogFile", "changelog.xml")
                        .execute());
    }
}
