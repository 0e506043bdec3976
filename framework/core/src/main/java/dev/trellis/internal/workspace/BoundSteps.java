package dev.trellis.internal.workspace;

import dev.trellis.Extensions;
import dev.trellis.internal.script.ClassFiles;
import dev.trellis.internal.script.JavaMigrationScript;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.ScriptException;
import dev.trellis.script.JavaMigration;
import dev.trellis.script.JavaStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The Java steps that plugins bind to names, and those of Java migrations, whose names contain the class. */
final class BoundSteps implements JavaSteps {
    private final Extensions extensions;

    BoundSteps(Extensions extensions) {
        this.extensions = extensions;
    }

    @Override
    public JavaStep find(String name) {
        String className = JavaMigrationScript.className(name);
        JavaStep step = className == null ? boundStep(name) : migrationStep(name, className);
        if (step == null) {
            throw ScriptException.unknownStep(name, extensions.steps().keySet());
        }
        return step;
    }

    private @Nullable JavaStep boundStep(String name) {
        Class<? extends JavaStep> type = extensions.steps().get(name);
        return type == null ? null : extensions.instances().get(type);
    }

    private @Nullable JavaStep migrationStep(String name, String className) {
        for (List<Class<? extends JavaMigration>> types :
                extensions.migrations().values()) {
            for (Class<? extends JavaMigration> type : types) {
                JavaStep step = type.getName().equals(className)
                        ? JavaMigrationScript.step(name, extensions.instances().get(type))
                        : null;
                if (step != null) {
                    return step;
                }
            }
        }
        return null;
    }

    @Override
    public boolean isEmpty() {
        return extensions.steps().isEmpty();
    }

    @Override
    public byte[] code(String name) {
        Class<? extends JavaStep> type = extensions.steps().get(name);
        return type == null ? new byte[0] : ClassFiles.codeOf(type);
    }
}
