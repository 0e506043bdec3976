package dev.trellis.script;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The header of a revision that is written in Java: annotates a {@link JavaMigration} that a plugin binds. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Migration {

    /** The value of {@link #touches} for a migration that may touch every object of the database. */
    String EVERYTHING = "*";

    /** Returns the identifier of the revision. */
    String revision();

    /** Returns the parents: none for a base, several for a merge revision. */
    String[] downRevision() default {};

    /** Returns the branch labels that the revision declares. */
    String[] branchLabels() default {};

    /** Returns the revisions, by identifier or label, that must be applied first although they are not parents. */
    String[] dependsOn() default {};

    /** Returns one line that describes the revision. */
    String message() default "";

    /** Returns whether {@code db-create} also runs the migration. It then has to work on the tables of the newest model. */
    boolean dbCreate() default false;

    /**
     * Returns the tables and other objects that the upgrade reads or changes, each {@code name} or {@code schema.name}. {@code
     * merge} and {@code review} use them to decide whether the order of two revisions matters. The default is every object.
     */
    String[] touches() default EVERYTHING;

    /** Returns the time of creation (ISO 8601); empty for none. */
    String created() default "";

    /**
     * Returns the version of the migration's behaviour, at most 40 characters. Change it when the behaviour changes: where the
     * revision has been applied, {@code upgrade} then reports it as a changed script. Recompiling the class, which may change
     * its bytes, is not reported.
     */
    String version() default "1";
}
