/**
 * The commands. Each command that does work has one class, usually of its name ({@code revision}: {@link
 * dev.trellis.internal.command.NewRevision}, {@code db-create}: {@link dev.trellis.internal.command.CreateDatabase}, {@code
 * ensure_version}: {@link dev.trellis.internal.command.Stamp}), whose public method reads from top to bottom; the queries
 * share {@link dev.trellis.internal.command.StatusQueries}. Each class loads what it needs from the workspace, computes a
 * value and returns a report. Only commands that change the database take the migration lock. The other classes serve these
 * commands:
 *
 * <ul>
 *   <li>{@code upgrade}, {@code downgrade}, {@code stamp}, {@code resume}: {@link
 *       dev.trellis.internal.command.CommandDatabase}.
 *   <li>{@code db-create} ({@link dev.trellis.internal.command.CreateDatabase}): {@code ExistingObjects}, {@code
 *       SeederRun}.
 *   <li>{@code revision} ({@link dev.trellis.internal.command.NewRevision}): {@code RevisionIds}, {@code NewScript},
 *       {@code PostWriteHooks}; {@code merge} uses them too.
 *   <li>{@code revision --autogenerate} ({@link dev.trellis.internal.command.Autogenerate}) and {@code check}: {@code
 *       ModelComparison}, {@code BranchModels}; autogenerate also uses {@code RevisionDependencies} and {@code
 *       UnmodelledNotes}.
 *   <li>{@code merge} ({@link dev.trellis.internal.command.Merge}): {@code HeadOrder}, which {@code review} uses too; with
 *       {@code --auto} also {@code OrderVerification}, which shares {@code ThrowawayReplay} with {@code squash}.
 *   <li>{@code remove} ({@link dev.trellis.internal.command.Remove}): {@code SetAside}, {@code SetAsideDependents}; the
 *       upgrade that restores a branch uses {@code BranchReturn}, {@code MisfitRows} and {@code RenamesSince}.
 *   <li>{@code lock}: {@link dev.trellis.internal.command.PinnedRevisions}.
 *   <li>{@code --sql}: {@code OfflineScriptFactory}.
 *   <li>{@code blame} ({@link dev.trellis.internal.command.Blame}): {@code BlameReplay}, {@code BlamedParts}, {@code
 *       SqlMention}.
 *   <li>{@code schema}: {@link dev.trellis.internal.command.SchemaQuery}; {@code diff}: {@link
 *       dev.trellis.internal.command.SchemaComparison}, {@code BranchModels}, {@code Inspection}.
 *   <li>{@code verify}: {@code ThrowawayDatabase}, {@code ReferencedSchemas}, {@code InspectionDiff}.
 *   <li>{@code squash} ({@link dev.trellis.internal.command.Squash}): {@code SquashedRange}, {@code UnderivedOperations},
 *       {@code BaselineBody}, {@code SquashVerification}, {@code SquashFiles},
 *       {@code SquashArchive}, {@code SquashStaging}, {@code InterruptedSquashes}.
 *   <li>{@code current}, {@code heads}, {@code branches}, {@code show}, {@code history} and {@code plugins}: {@link
 *       dev.trellis.internal.command.StatusQueries}, {@code RevisionReports}, {@link
 *       dev.trellis.internal.command.MultipleHeads}.
 * </ul>
 */
@NullMarked
package dev.trellis.internal.command;

import org.jspecify.annotations.NullMarked;
