package dev.trellis.inject;

import dev.trellis.model.ModelSource;
import dev.trellis.script.JavaMigration;

/** What is said of a branch (DESIGN section 2). */
public interface BranchBinder {

    /** What the names of its tables begin with. */
    BranchBinder tablePrefix(String prefix);

    /** Where its scripts lie inside the plugin's jar, with slashes, without one in front. */
    BranchBinder scripts(String location);

    /** Where its model in YAML lies inside the plugin's jar. */
    BranchBinder model(String location);

    /** Its model from elsewhere. */
    BranchBinder model(ModelSource source);

    /** A revision in Java. */
    BranchBinder migration(Class<? extends JavaMigration> type);

    /** Makes it a base schema that no other branch may change. */
    BranchBinder protectedBase();
}
