package dev.trellis.revision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.error.Problem;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the texts of errors: the given names, the candidates, and the advice. */
class RevisionExceptionTest {
    private static final RevisionGraph FORK = RevisionGraph.of(List.of(
            Revision.of("a001").labelled("retail"),
            Revision.of("a002", "a001"),
            Revision.of("lf01", "a002").labelled("left"),
            Revision.of("lf02", "lf01"),
            Revision.of("rt01", "a002").labelled("right"),
            Revision.of("rt02", "rt01")));

    private static void assertMessage(String text, Executable refused) {
        RevisionException refusal = assertThrows(RevisionException.class, refused);
        assertEquals(text.strip(), String.valueOf(refusal.getMessage()));
    }

    @Test
    void several_heads_are_listed_with_the_merge_command() {
        assertMessage("""
                multiple_heads: 'head' has to name one revision, and there are 2 heads: lf02, rt02
                  Name one of them, or LABEL@head, or heads if the command takes several revisions; to join them: trellis merge lf02 rt02 -m "..."; \
                or rebase the revisions of one head onto the other: trellis rebase rt01 --onto lf02
                """, () -> FORK.upgrade(Heads.none(), "head"));
        assertMessage("""
                multiple_heads: branch 'retail' has 2 heads: lf02, rt02
                  Name one of them; or join them: trellis merge lf02 rt02 -m "..."; \
                or rebase the revisions of one head onto the other: trellis rebase rt01 --onto lf02
                """, () -> FORK.place(PlacementRequest.on("retail@head", "c001")));
    }

    @Test
    void misspelled_names_get_a_suggestion() {
        assertMessage("""
                no_such_revision: there is no revision or label 'a0022'
                  Did you mean 'a002'? See: trellis history
                """, () -> FORK.resolve("a0022"));
        assertMessage("""
                no_such_branch: there is no branch 'rihgt'
                  Did you mean 'right@...'? See: trellis branches
                """, () -> FORK.resolve("rihgt@rt01"));
        assertMessage("""
                no_such_revision: there is no revision or label 'ret', and labels are not found by a prefix: retail
                  Write the label in full.
                """, () -> FORK.resolve("ret"));
        assertMessage("""
                ambiguous_id: several revisions begin with 'rt': rt01, rt02
                  Write more of the identifier.
                """, () -> FORK.resolve("rt"));
        assertMessage("""
                not_in_branch: revision 'rt01' is not on branch 'left'; it is on retail, right
                  Write retail@rt01, or leave out the label.
                """, () -> FORK.resolve("left@rt01"));
    }

    @Test
    void ambiguous_steps_list_the_candidates() {
        assertMessage("""
                ambiguous_walk: '+3' leads to several descendants of a002: lf01, rt01
                  Name one of them, or its branch: LABEL@+N
                """, () -> FORK.upgrade(Heads.none(), "+3"));
        assertMessage("""
                ambiguous_relative: '-1' could start from any of the current revisions: lf02, rt02
                  Name the branch or one of the revisions: LABEL@-1 or REVISION@-1
                """, () -> FORK.downgrade(Heads.of("lf02", "rt02"), "-1"));
        assertMessage("""
                relative_too_far: 'left@+9' goes too far: the end is reached after 4 of 9 steps
                  Take fewer steps; see: trellis history
                """, () -> FORK.upgrade(Heads.none(), "left@+9"));
    }

    @Test
    void invalid_rows_are_named() {
        assertMessage("""
                no_such_revision: the version table names revision 'dead', which does not exist
                  Restore the script (is a plugin or a commit missing?), or declare the applied revisions: trellis stamp --purge REVISION...
                """, () -> FORK.current(Heads.of("dead")));
        assertMessage("""
                overlapping_versions: the rows of the version table overlap: a002 is an ancestor of another revision in the list
                  Leave out a002. To correct the rows of the version table: trellis stamp --purge REVISION...
                """, () -> FORK.current(Heads.of("a002", "lf01")));
        assertMessage("""
                row_count_mismatch: the version table has the row 'lf01' twice
                  Remove one of the two rows, and restore the primary key of the table: trellis ensure_version
                """, () -> Heads.of("lf01", "lf01"));
        Step step = FORK.upgrade(Heads.of("lf01"), "lf02").steps().get(0);
        assertMessage("""
                row_count_mismatch: the version table no longer contains 'lf01', from which revision 'lf02' was to start: another program has changed the table
                  See the heads: trellis current. Then run the command again.
                """, () -> Heads.of("rt01").after(step));
    }

    @Test
    void invalid_places_of_new_revisions_are_explained() {
        assertMessage("""
                not_a_head: revision 'a002' is not a head: it has the descendants lf01, rt01
                  Name a head, or add --splice to use this revision nevertheless.
                """, () -> FORK.place(PlacementRequest.on("a002", "c001")));
        assertMessage("""
                nothing_to_merge: a merge joins two or more revisions, not lf02
                  Name several revisions; to write a plain revision, run: trellis revision
                """, () -> FORK.merge("c001", List.of("lf02"), false, Set.of()));
        RevisionGraph apart = RevisionGraph.of(List.of(
                Revision.of("base1"),
                Revision.of("top1", "base1"),
                Revision.of("top2", "base1"),
                Revision.of("other")));
        assertMessage("""
                independent_branches: 'heads' would join branches that have nothing in common: top1, top2 | other
                  Merge each branch separately: trellis merge top1 top2
                """, () -> apart.merge("m001", List.of("heads"), false, Set.of()));
    }

    /** File systems and the version table of some databases ignore case and accents. */
    @ParameterizedTest
    @CsvSource({"ab12,AB12", "ab12,Ab12", "rev_é,rev_e", "rev_é,rev_É", "straße,STRASSE", "ﬁx,fix"})
    void identifiers_that_some_databases_cannot_tell_apart_are_refused(String first, String second) {
        RevisionException refusal = assertThrows(
                RevisionException.class,
                () -> RevisionGraph.of(List.of(Revision.of(first), Revision.of(second, first))));
        assertEquals(
                List.of("duplicate_revision"),
                refusal.problems().stream().map(Problem::name).toList());
        assertEquals(
                "revisions '" + first + "' and '" + second
                        + "' differ only in case or accents, which some databases and file systems ignore",
                refusal.problems().get(0).message());
    }

    @Test
    void every_problem_of_a_graph_is_reported_at_once() {
        RevisionException refusal = assertThrows(
                RevisionException.class,
                () -> RevisionGraph.of(List.of(
                        Revision.of("a-1"),
                        Revision.of("b001", "gone"),
                        Revision.of("c001").labelled("lib"),
                        Revision.of("c001"),
                        Revision.of("d001", "d001"),
                        Revision.of("e001").dependingOn("lip"),
                        Revision.of("f001").dependingOn("f001"),
                        Revision.of("g001", "h001"),
                        Revision.of("h001", "g001"),
                        Revision.of("i001").labelled("lib", "head", "b001").dependingOn("j001"),
                        Revision.of("j001", "i001"))));
        assertEquals(
                List.of(
                        "illegal_identifier",
                        "duplicate_revision",
                        "duplicate_label",
                        "illegal_identifier",
                        "duplicate_label",
                        "missing_revision",
                        "loop_detected",
                        "missing_dependency",
                        "dependency_loop",
                        "cycle_detected",
                        "dependency_cycle"),
                refusal.problems().stream().map(Problem::name).toList());
        assertEquals(
                "the down_revisions form a cycle: g001 -> h001 -> g001",
                refusal.problems().get(9).message());
        assertEquals(
                "Did you mean 'lib'? Otherwise restore the script of 'lip', install the plugin that contains it, or correct"
                        + " the depends_on of 'e001' (identifiers are written in full).",
                refusal.problems().get(7).advice());
    }

    @Test
    void a_suggestion_is_never_the_revision_itself() {
        RevisionException refusal = assertThrows(
                RevisionException.class,
                () -> RevisionGraph.of(
                        List.of(Revision.of("a2", "a1").labelled("lib").dependingOn("lip"), Revision.of("c9"))));
        assertEquals(
                List.of(
                        "Restore the script of 'a1', or correct the down_revision of 'a2'.",
                        "Restore the script of 'lip', install the plugin that contains it, or correct the depends_on of"
                                + " 'a2' (identifiers are written in full)."),
                refusal.problems().stream().map(Problem::advice).toList());
    }
}
