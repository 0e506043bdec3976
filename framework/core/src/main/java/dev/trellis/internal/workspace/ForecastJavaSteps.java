package dev.trellis.internal.workspace;

import dev.trellis.internal.script.JavaMigrationScript;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.workspace.Workspace.Forecast;
import dev.trellis.script.JavaStep;
import org.jspecify.annotations.Nullable;

/** The installed Java steps, and those of a candidate, which exist and cannot run. */
record ForecastJavaSteps(JavaSteps installed, Forecast forecast) implements JavaSteps {
    @Override
    public JavaStep find(String name) {
        boolean isOfCandidate = forecast.steps().contains(name) || isOfRevision(JavaMigrationScript.className(name));
        return isOfCandidate
                ? context -> {
                    throw new IllegalStateException("the class of the Java step '" + name + "' is not loaded");
                }
                : installed.find(name);
    }

    private boolean isOfRevision(@Nullable String className) {
        return className != null
                && forecast.javaRevisions().values().stream()
                        .flatMap(scripts -> scripts.stream())
                        .anyMatch(script -> script.display().endsWith(className));
    }

    @Override
    public boolean isEmpty() {
        return installed.isEmpty() && forecast.steps().isEmpty();
    }
}
