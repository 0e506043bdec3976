package dev.trellis.internal.state;

import dev.trellis.config.Configuration;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.JavaMigrationScript;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.script.Sha256;
import dev.trellis.revision.Revision;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * The fingerprint of all inputs that determine the result of an upgrade of an empty database: the texts of the scripts, the
 * classes of Java migrations and of the Java steps that scripts run, the dialect and the settings.
 */
public final class ScriptsFingerprint {
    private ScriptsFingerprint() {}

    /** Returns the fingerprint, 64 hexadecimal digits. Script bodies that run Java steps are parsed, others are not. */
    public static String of(Branches branches, ParseContext parsing, JavaSteps steps, Configuration configuration) {
        StringBuilder text = new StringBuilder(parsing.dialect().name());
        text.append('\n').append(configuration.versionTable());
        text.append('\n').append(configuration.historyTable());
        text.append('\n').append(configuration.naming());
        text.append('\n').append(configuration.transactions());
        text.append('\n').append(new TreeMap<>(configuration.arguments()));
        if (configuration.database() != null) {
            text.append('\n').append(configuration.database().schema());
        }
        for (Revision revision : branches.graph().order()) {
            MigrationScript script = branches.script(revision.id());
            text.append("\n\0").append(revision.id());
            text.append('\n').append(script == null ? "" : content(script, parsing, steps));
        }
        return Sha256.of(text.toString());
    }

    private static String content(MigrationScript script, ParseContext parsing, JavaSteps steps) {
        ScriptFile file = script.file();
        if (file == null) {
            return script instanceof JavaMigrationScript java
                    ? HexFormat.of().formatHex(java.classFiles())
                    : String.valueOf(script.hash());
        }
        return JavaStepFingerprint.mayRun(file.text())
                ? file.text() + "\n" + JavaStepFingerprint.of(script.body(parsing), steps)
                : file.text();
    }
}
