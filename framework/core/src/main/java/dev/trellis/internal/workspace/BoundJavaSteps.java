package dev.trellis.internal.workspace;

import dev.trellis.ExtensionPoint;
import dev.trellis.Extensions;
import dev.trellis.internal.script.ClassFiles;
import dev.trellis.internal.script.JavaMigrationScript;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.ScriptException;
import dev.trellis.script.JavaMigration;
import dev.trellis.script.JavaStep;
import org.jspecify.annotations.Nullable;

/** The Java steps that plugins bind to names, and the steps of Java migrations, whose names contain the class name. */
final class BoundJavaSteps implements JavaSteps {
    private final Extensions extensions;

    BoundJavaSteps(Extensions extensions) {
        this.extensions = extensions;
    }

    @Override
    public JavaStep find(String name) {
        String className = JavaMigrationScript.className(name);
        JavaStep step = className == null ? boundStep(name) : migrationStep(name, className);
        if (step == null) {
            throw ScriptException.unknownStep(name, extensions.names(ExtensionPoint.STEP));
        }
        return step;
    }

    private @Nullable JavaStep boundStep(String name) {
        return extensions
                .find(ExtensionPoint.STEP, name)
                .map(type -> extensions.instances().get(type))
                .orElse(null);
    }

    private @Nullable JavaStep migrationStep(String name, String className) {
        for (Class<? extends JavaMigration> type : extensions.classes(ExtensionPoint.MIGRATION)) {
            if (type.getName().equals(className)) {
                return JavaMigrationScript.step(name, extensions.instances().get(type));
            }
        }
        return null;
    }

    @Override
    public boolean isEmpty() {
        return extensions.classes(ExtensionPoint.STEP).isEmpty();
    }

    @Override
    public byte[] code(String name) {
        return extensions
                .find(ExtensionPoint.STEP, name)
                .map(ClassFiles::codeOf)
                .orElse(new byte[0]);
    }
}
