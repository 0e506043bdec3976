package dev.trellis.bench;

import java.nio.file.Path;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.resource.DirectoryResourceAccessor;

/** Liquibase as a process: {@code update} or {@code status} of a folder, or {@code diff} with another database. */
final class LiquibaseRun {
    private LiquibaseRun() {}

    /**
     * Runs one command.
     *
     * @param args the command, URL, user, password, and the folder or the other URL
     */
    public static void main(String... args) throws Exception {
        System.setProperty("liquibase.analytics.enabled", "false");
        if (args[0].equals("fleet")) {
            FleetLoop.run(args, target -> update(target, args));
        } else if (args[0].equals("diff")) {
            command(args)
                    .addArgumentValue("referenceUrl", args[4])
                    .addArgumentValue("referenceUsername", args[2])
                    .addArgumentValue("referencePassword", args[3])
                    .execute();
        } else {
            Scope.child(
                    Scope.Attr.resourceAccessor,
                    new DirectoryResourceAccessor(Path.of(args[4])),
                    () -> command(args)
                            .addArgumentValue("changelogFile", "changelog.xml")
                            .execute());
        }
    }

    private static void update(FleetLoop.Target target, String... args) throws Exception {
        Scope.child(Scope.Attr.resourceAccessor, new DirectoryResourceAccessor(Path.of(args[6])), () -> {
            CommandScope update = command("update", target.url(), args[2], args[3])
                    .addArgumentValue("changelogFile", "changelog.xml");
            (target.schema() == null ? update : update.addArgumentValue("defaultSchemaName", target.schema()))
                    .execute();
        });
    }

    private static CommandScope command(String... args) throws Exception {
        return new CommandScope(args[0])
                .addArgumentValue("url", args[1])
                .addArgumentValue("username", args[2])
                .addArgumentValue("password", args[3]);
    }
}
