package dev.trellis.script;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The header of a revision that is written in Java; the class is a {@link JavaMigration} that a plugin binds. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Migration {

    /** The identifier. */
    String revision();

    /** What it stands on; empty for a base, several for a merge point. */
    String[] downRevision() default {};

    /** The labels that it declares. */
    String[] branchLabels() default {};

    /** What must be applied before it besides: identifiers or labels. */
    String[] dependsOn() default {};

    /** What it is about, one line. */
    String message() default "";

    /** Whether {@code db-create} runs it too; only for one that works on the tables as the newest models have them. */
    boolean dbCreate() default false;

    /** When it was written, ISO 8601; empty when it does not say. */
    String created() default "";

    /**
     * The version of what it does, 40 characters at most. Give another one when it has come to do something else: where
     * the revision has been applied, {@code upgrade} then names it as it names a script that has changed. Compiling it
     * anew, which may change its bytes, is no change.
     */
    String version() default "1";
}
