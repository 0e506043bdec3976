#!/usr/bin/env python3
"""Records the operations of Alembic scripts, for "trellis adopt --from alembic --set recording=FILE".

Run it with the Python of your project, in the folder of alembic.ini:

    python trellis_recorder.py > recording.json

It runs env.py in offline mode, and then upgrade() and downgrade() of each script. It connects to no database: the functions of
alembic.op are recorded instead of executed. An operation without a counterpart in Trellis is recorded as the SQL that Alembic
writes for it. A script that reads the database ends there and is listed as a data migration.

With "--dialect postgresql" (or mysql, mariadb, sqlite), env.py is not run. Naming conventions of its metadata then have no
effect. With "--scratch URL", the scripts also run on an empty database, which you create and drop, so that scripts that inspect the
tables are recorded, too. It needs Alembic 1.8 or newer, and SQLAlchemy 1.4 or newer.
"""
import argparse
import contextlib
import json
import re
import sys

import alembic
import sqlalchemy as sa
from alembic.config import Config
from alembic.operations import BatchOperations, Operations, ops
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine.mock import MockConnection
from sqlalchemy.exc import NoInspectionAvailable

FORMAT = 1
READS = "a data migration: it reads the database"
INSPECTS = "it inspects the database; its operations are those for the tables of the scripts before it"
SHAPE = re.compile(r"([A-Z][A-Z ]*?)\s*(?:\((\d+)(?:,\s*(\d+))?\))?\s*((?:WITH|WITHOUT) TIME ZONE)?")

# The portable types for which Trellis writes the same type as SQLAlchemy. A number in parentheses is kept.
TYPES = {
    "postgresql": {
        "BOOLEAN": "boolean", "SMALLINT": "smallint", "INTEGER": "integer", "BIGINT": "bigint", "NUMERIC": "numeric",
        "REAL": "real", "FLOAT": "double", "DOUBLE PRECISION": "double", "CHAR": "char", "VARCHAR": "string",
        "TEXT": "text", "BYTEA": "blob", "DATE": "date", "TIME": "time", "TIMESTAMP": "timestamp", "UUID": "uuid",
        "JSON": "json",
    },
    "mysql": {
        "BOOL": "boolean", "SMALLINT": "smallint", "INTEGER": "integer", "BIGINT": "bigint", "NUMERIC": "numeric",
        "DECIMAL": "numeric", "FLOAT": "real", "DOUBLE": "double", "CHAR": "char", "VARCHAR": "string", "TEXT": "text",
        "VARBINARY": "binary", "BLOB": "blob", "DATE": "date", "TIME": "time", "DATETIME": "timestamp", "JSON": "json",
    },
    "sqlite": {
        "BOOLEAN": "boolean", "SMALLINT": "smallint", "INTEGER": "integer", "BIGINT": "bigint", "NUMERIC": "numeric",
        "REAL": "real", "CHAR": "char", "VARCHAR": "string", "TEXT": "text", "BLOB": "blob", "DATE": "date",
        "TIME": "time", "DATETIME": "timestamp", "JSON": "json",
    },
}
TYPES["mariadb"] = TYPES["mysql"]
WITHOUT_NUMBER = {"boolean", "smallint", "integer", "bigint", "real", "double", "text", "blob", "date", "time", "uuid", "json"}


class NoCounterpart(Exception):
    """An operation that is recorded as SQL."""


class DataMigration(BaseException):
    """A script that reads the database. No handler in a script catches it by accident."""


class Unread:
    """The result of a statement, which a script must not use."""

    def __init__(self, recorder):
        self.__dict__["recorder"] = recorder

    def __getattr__(self, name):
        raise self.__dict__["recorder"].data_migration()

    def __iter__(self):
        raise self.__dict__["recorder"].data_migration()

    def __bool__(self):
        raise self.__dict__["recorder"].data_migration()


class Bind(MockConnection):
    """The connection that op.get_bind() returns."""

    def __init__(self, dialect, recorder):
        self.recorder = recorder
        super().__init__(dialect, recorder.executed)

    def execute(self, statement, *args, **kwargs):
        return self.recorder.executed(statement, *args, **kwargs)

    exec_driver_sql = execute

    def connect(self, **options):
        return self

    def execution_options(self, **options):
        return self

    @contextlib.contextmanager
    def begin(self):
        yield self

    begin_nested = begin

    def commit(self):
        pass

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise self.recorder.data_migration()


class BatchTarget:
    """The table of a batch."""

    def __init__(self, table_name, schema):
        self.table_name = table_name
        self.schema = schema


class Recorder:
    """Records one function of a script at a time."""

    def __init__(self, context):
        self.context = context
        self.dialect = context.dialect
        self.database = context.dialect.name
        self.is_mysql = self.database in ("mysql", "mariadb")
        self.bind = Bind(self.dialect, self)
        self.scratch = None
        self.is_scratch_silent = False
        context.connection = self.bind
        context.impl.connection = self.bind
        context.impl.static_output = self.output
        context.autocommit_block = self.autocommit_block
        self.operations = None
        self.path = None
        self.recorded = []
        self.statements = None
        self.added = None

    def use_scratch(self, url):
        """Connects to an empty database on which the scripts run as well."""
        if self.database == "sqlite":
            sys.exit("--scratch does not support SQLite")
        engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        if engine.dialect.name != self.database:
            sys.exit("--scratch names a database of %s instead of %s" % (engine.dialect.name, self.database))
        self.scratch = engine.connect()
        if sa.inspect(self.scratch).get_table_names():
            sys.exit("the database of --scratch is not empty")
        # Alembic has created its table when the first script runs.
        sa.Table(
            self.context.opts.get("version_table") or "alembic_version", sa.MetaData(),
            sa.Column("version_num", sa.String(32), primary_key=True)).create(self.scratch)
        sa.event.listen(engine, "before_execute", self.before_execute)
        self.context.connection = self.scratch
        self.context.impl.connection = self.scratch

    def before_execute(self, connection, statement, multiparams, params, execution_options):
        """Records a statement that a script executes on the scratch database."""
        if self.is_scratch_silent:
            return
        frame = sys._getframe()
        while frame is not None:
            if re.search(r"sqlalchemy[/\\](engine[/\\]reflection|dialects[/\\])", frame.f_code.co_filename):
                if INSPECTS not in [note["text"] for note in self.notes]:
                    self.notes.append({"line": self.line(), "text": INSPECTS})
                return
            frame = frame.f_back
        self.executed(statement, *(list(multiparams) + ([params] if params else [])))

    def run_on_scratch(self, statements):
        self.is_scratch_silent = True
        try:
            for statement in statements:
                self.scratch.execution_options(no_parameters=True).exec_driver_sql(statement.strip().rstrip(";"))
        except Exception as error:
            self.gap("it cannot run on the scratch database: %s" % str(error).split("\n")[0])
        finally:
            self.is_scratch_silent = False

    def record(self, operations, script, function):
        """Returns the operations of a function and the remarks on it."""
        self.operations = operations
        operations.invoke = self.invoke
        operations.batch_alter_table = self.batch_alter_table
        self.path = script.path
        self.recorded, self.gaps, self.notes = [], [], []
        try:
            function()
        except DataMigration:
            pass
        except NotImplementedError:
            self.gap("it raises NotImplementedError")
            raise
        except NoInspectionAvailable:
            self.gap(READS)
        except (Exception, SystemExit) as error:
            self.gap(READS if self.is_reading() else "it ends with an error, perhaps because it reads the database: %s: %s" % (
                type(error).__name__, str(error).split("\n")[0]))
        return self.recorded, self.gaps, self.notes

    @staticmethod
    def is_reading():
        """Returns whether the current exception comes from the inspection of the database, or from the ORM."""
        trace = sys.exc_info()[2]
        while trace is not None:
            if re.search(r"sqlalchemy[/\\\\](engine[/\\\\]reflection|orm[/\\\\])", trace.tb_frame.f_code.co_filename):
                return True
            trace = trace.tb_next
        return False

    def line(self):
        """Returns the line of the script that is running, or that has raised the current exception."""
        line = 0
        trace = sys.exc_info()[2]
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self.path:
                line = trace.tb_lineno
            trace = trace.tb_next
        frame = sys._getframe()
        while frame is not None and line == 0:
            if frame.f_code.co_filename == self.path:
                line = frame.f_lineno
            frame = frame.f_back
        return line

    def gap(self, text):
        gap = {"line": self.line(), "text": text}
        if gap not in self.gaps:
            self.gaps.append(gap)

    def data_migration(self):
        self.gap(READS)
        return DataMigration()

    # SQL

    def output(self, text):
        if self.statements is not None:
            self.statements.append(text)

    def add_sql(self, sql):
        text = sql.strip().rstrip(";").strip()
        if text:
            self.recorded.append({"execute": text})

    def compiled(self, statement):
        return str(statement.compile(dialect=self.dialect, compile_kwargs={"literal_binds": True}))

    def executed(self, statement, *args, **kwargs):
        """Records a statement that a script executes on the connection."""
        parameters = list(args)
        if kwargs.get("parameters") is not None:
            parameters.append(kwargs.pop("parameters"))
        kwargs.pop("execution_options", None)
        kwargs.pop("checkfirst", None)
        if kwargs:
            parameters.append(kwargs)
        rows = []
        for parameter in parameters:
            rows.extend(parameter if isinstance(parameter, (list, tuple)) else [parameter])
        rows = [row for row in rows if row]
        if isinstance(statement, str):
            statement = sa.text(statement.replace(":", r"\:") if not rows else statement)
        is_ddl = isinstance(statement, sa.schema.DDLElement)
        if getattr(statement, "is_select", False) or isinstance(statement, sa.sql.elements.TextClause) and re.match(
                r"\s*(select|with|show|pragma|explain|values)\b", statement.text, re.I):
            if self.scratch is not None:
                self.gap(READS)
                return None
            raise self.data_migration()
        try:
            if is_ddl:
                self.add_sql(str(statement.compile(dialect=self.dialect)))
            elif not rows:
                self.add_sql(self.compiled(statement))
            else:
                for row in rows:
                    self.add_sql(self.compiled(
                        statement.bindparams(**row) if isinstance(statement, sa.sql.elements.TextClause)
                        else statement.values(**row) if getattr(statement, "is_insert", False)
                        else statement.params(**row)))
        except DataMigration:
            raise
        except Exception as error:
            self.gap("a statement cannot be written as SQL: %s" % str(error).split("\n")[0])
            raise DataMigration() from error
        return Unread(self)

    # operations

    @contextlib.contextmanager
    def autocommit_block(self):
        outer, self.recorded = self.recorded, []
        try:
            yield
        finally:
            inner, self.recorded = self.recorded, outer
            if inner:
                self.recorded.append({"autocommit": inner})

    @contextlib.contextmanager
    def batch_alter_table(self, table_name, schema=None, **options):
        batch = BatchOperations(self.context, impl=BatchTarget(table_name, schema))
        batch.invoke = self.invoke
        if options.get("table_args") or options.get("table_kwargs"):
            self.gap("'table_args' of batch_alter_table is not recorded")
        yield batch

    def invoke(self, operation):
        table = None
        if isinstance(operation, ops.CreateTableOp):
            # A second table of the same operation could have its constraints in another order.
            table = operation.to_table(self.context)
            operation.to_table = lambda *context: table
        elif isinstance(operation, ops.AddColumnOp):
            # The table of the SQL takes the foreign keys of the column.
            self.added = operation.column._copy()
        statements, error = self.as_sql(operation)
        recorded = len(self.recorded)
        try:
            convert = getattr(self, type(operation).__name__, None)
            if convert is None:
                raise NoCounterpart()
            convert(operation)
        except NoCounterpart:
            del self.recorded[recorded:]
            if error:
                self.gap("%s cannot be written as SQL: %s" % (type(operation).__name__, error))
            for statement in statements:
                self.add_sql(statement)
        if self.scratch is not None:
            self.run_on_scratch(statements)
        return table

    def as_sql(self, operation):
        """Returns the SQL that Alembic writes for an operation, or the reason why it writes none."""
        outer, self.statements = (self.statements, self.recorded, self.gaps), []
        self.recorded, self.gaps = [], []
        connection, self.context.impl.connection = self.context.impl.connection, self.bind
        try:
            Operations.invoke(self.operations, operation)
            # Types that are created with a table are statements of the connection.
            statements = [entry["execute"] for entry in self.recorded if "execute" in entry] + self.statements
            return statements, None
        except DataMigration:
            return [], self.gaps[0]["text"] if self.gaps else READS
        except Exception as error:
            return [], str(error).split("\n")[0]
        finally:
            self.statements, self.recorded, self.gaps = outer
            self.context.impl.connection = connection

    def add(self, operation, table, schema, /, **fields):
        if schema and self.database != "postgresql":
            raise NoCounterpart()
        target = {"table": str(table)}
        if schema:
            target["schema"] = str(schema)
        elif "." in target["table"]:
            target["schema"] = None
        target.update(fields)
        self.recorded.append({operation: target})

    def identifier(self, formatted):
        """Returns a name without quotes; None for no name."""
        if formatted is None:
            return None
        quote = self.dialect.identifier_preparer.initial_quote
        if formatted.startswith(quote):
            formatted = formatted[1:-1].replace(quote + quote, quote)
        return str(formatted)

    def constraint_name(self, constraint):
        if constraint.name is None:
            return None
        return self.identifier(self.dialect.identifier_preparer.format_constraint(constraint))

    def default_name(self, table, columns, suffix):
        """Returns the name that the database gives to an unnamed constraint; None if the name does not matter."""
        if self.database == "sqlite" or (self.is_mysql and suffix == "pkey"):
            return None
        if self.database == "postgresql":
            name = "_".join([table] + columns + [suffix])
            if len(name.encode()) <= 63:
                return name
        raise NoCounterpart()

    def type(self, type_):
        """Returns a type in the notation of Trellis."""
        if isinstance(type_, sa.types.SchemaType) and (
                self.database == "postgresql" and isinstance(type_, sa.Enum)
                and getattr(type_, "native_enum", True) or getattr(type_, "create_constraint", False)):
            raise NoCounterpart()
        sql = type_.compile(dialect=self.dialect)
        if " COLLATE " in sql or " CHARACTER SET " in sql:
            raise NoCounterpart()
        shape = SHAPE.fullmatch(sql)
        word = shape and TYPES.get(self.database, {}).get(shape.group(1))
        numbers = [number for number in shape.group(2, 3) if number] if word else []
        if word in ("char", "string", "binary") and len(numbers) != 1 or word in WITHOUT_NUMBER and numbers:
            word = None
        if word and shape.group(4) == "WITH TIME ZONE":
            word = "timestamptz" if word == "timestamp" else None
        if word is None:
            return {"mysql" if self.is_mysql else self.database: sql} if not self.is_mysql else {
                "mysql": sql, "mariadb": sql}
        return word + ("(%s)" % ",".join(numbers) if numbers else "")

    def has_options(self, item):
        """Returns whether a table, a column or an index has options for this database."""
        prefixes = ("mysql_", "mariadb_") if self.is_mysql else (self.database + "_",)
        return any(
            key.startswith(prefixes) and value is not None and value is not False
            and not (isinstance(value, (dict, list, tuple, str)) and not value)
            for key, value in item.dialect_kwargs.items())

    def default_sql(self, column):
        compiler = self.dialect.ddl_compiler(self.dialect, None)
        sql = compiler.get_column_default_string(column)
        if sql is None or re.search(r"\bON UPDATE\b", sql, re.I):
            raise NoCounterpart()
        return sql

    def column(self, column, is_counted=False):
        """Returns a column in the notation of Trellis."""
        if getattr(column, "computed", None) is not None or getattr(column, "identity", None) is not None:
            raise NoCounterpart()
        if self.has_options(column) or column.system:
            raise NoCounterpart()
        fields = {"type": self.type(column.type)}
        if is_counted and self.database == "postgresql":
            serial = {"smallint": "SMALLSERIAL", "integer": "SERIAL", "bigint": "BIGSERIAL"}.get(str(fields["type"]))
            if serial is None or column.default is not None:
                raise NoCounterpart()
            fields["type"] = {"postgresql": serial, "default": fields["type"]}
        elif is_counted and self.is_mysql:
            fields["identity"] = True
        if not column.nullable:
            fields["nullable"] = False
        if column.server_default is not None:
            default = self.default_sql(column)
            if self.is_mysql and fields["type"] == "boolean" and default in ("true", "false", "1", "0"):
                fields["default"] = default in ("true", "1")
            else:
                fields["default_sql"] = default
        if column.comment:
            fields["comment"] = column.comment
        return fields

    def unique(self, constraint):
        if constraint.deferrable is not None or constraint.initially or self.has_options(constraint):
            raise NoCounterpart()
        columns = [column.name for column in constraint.columns]
        name = self.constraint_name(constraint) or self.default_name(constraint.table.name, columns, "key")
        return {"columns": columns, **({"name": name} if name else {})}

    def foreign_key(self, constraint):
        if constraint.deferrable is not None or constraint.initially or constraint.match or constraint.use_alter:
            raise NoCounterpart()
        columns = list(constraint.column_keys)
        targets = [element.target_fullname.split(".") for element in constraint.elements]
        if any(len(target) < 2 or len(target) > 3 for target in targets):
            raise NoCounterpart()
        name = self.constraint_name(constraint) or self.default_name(constraint.table.name, columns, "fkey")
        references = {"table": targets[0][-2], "columns": [target[-1] for target in targets]}
        if len(targets[0]) == 3:
            if self.database != "postgresql":
                raise NoCounterpart()
            references["schema"] = targets[0][0]
        fields = {"columns": columns, "references": references}
        if name:
            fields["name"] = name
        for key, action in (("on_delete", constraint.ondelete), ("on_update", constraint.onupdate)):
            if action:
                fields[key] = action.lower()
        return fields

    def check(self, constraint):
        name = self.constraint_name(constraint)
        if name is None or constraint.deferrable is not None or constraint.initially:
            raise NoCounterpart()
        sql = constraint.sqltext.compile(
            dialect=self.dialect, compile_kwargs={"literal_binds": True, "include_table": False})
        return {"name": name, "sql": str(sql)}

    def index(self, index):
        """Returns an index in the notation of Trellis; expressions and options of databases have no counterpart here."""
        if any(not isinstance(column, sa.Column) for column in index.expressions):
            raise NoCounterpart()
        if self.has_options(index):
            raise NoCounterpart()
        fields = {
            "name": self.identifier(self.dialect.identifier_preparer.format_index(index)),
            "columns": [column.name for column in index.columns],
        }
        if index.unique:
            fields["unique"] = True
        return fields

    def CreateTableOp(self, operation):
        if getattr(operation, "if_not_exists", None) or operation.kw.get("prefixes"):
            raise NoCounterpart()
        table = operation.to_table(self.context)
        if self.has_options(table):
            raise NoCounterpart()
        counted = getattr(table, "autoincrement_column", None)
        if counted is None:
            counted = getattr(table, "_autoincrement_column", None)
        fields = {"name": table.name, "columns": {}, "foreign_keys": [], "unique": [], "checks": []}
        if table.schema:
            if self.database != "postgresql":
                raise NoCounterpart()
            fields["schema"] = table.schema
        elif "." in table.name:
            fields["schema"] = None
        for column in table.columns:
            fields["columns"][column.name] = self.column(column, column is counted)
        for constraint in sorted(table.constraints, key=lambda each: getattr(each, "_creation_order", 0)):
            if isinstance(constraint, sa.PrimaryKeyConstraint):
                if len(constraint.columns):
                    name = self.constraint_name(constraint) or self.default_name(table.name, [], "pkey")
                    columns = [column.name for column in constraint.columns]
                    fields["primary_key"] = {"name": name, "columns": columns} if name else columns
            elif isinstance(constraint, sa.ForeignKeyConstraint):
                fields["foreign_keys"].append(self.foreign_key(constraint))
            elif isinstance(constraint, sa.UniqueConstraint):
                fields["unique"].append(self.unique(constraint))
            elif isinstance(constraint, sa.CheckConstraint):
                fields["checks"].append(self.check(constraint))
            else:
                raise NoCounterpart()
        if table.comment:
            fields["comment"] = table.comment
        self.recorded.append({"create_table": {key: value for key, value in fields.items() if value != []}})
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            self.add("create_index", table.name, table.schema, **self.index(index))

    def DropTableOp(self, operation):
        if getattr(operation, "if_exists", None):
            raise NoCounterpart()
        if operation.schema or "." in operation.table_name:
            self.add("drop_table", operation.table_name, operation.schema)
        else:
            self.recorded.append({"drop_table": operation.table_name})

    def RenameTableOp(self, operation):
        self.add("rename_table", operation.table_name, operation.schema, to=operation.new_table_name)

    def AddColumnOp(self, operation):
        if getattr(operation, "if_not_exists", None):
            raise NoCounterpart()
        holder = ops.CreateTableOp(operation.table_name, [self.added], schema=operation.schema)
        table = holder.to_table(self.context)
        column = list(table.columns)[0]
        if column.primary_key:
            raise NoCounterpart()
        self.add("add_column", table.name, table.schema, name=column.name, **self.column(column))
        for constraint in sorted(table.constraints, key=lambda each: getattr(each, "_creation_order", 0)):
            if isinstance(constraint, sa.ForeignKeyConstraint):
                self.foreign_key_of(constraint)
            elif isinstance(constraint, sa.UniqueConstraint):
                self.add("create_unique_constraint", table.name, table.schema, **self.unique(constraint))
            elif not isinstance(constraint, sa.PrimaryKeyConstraint):
                raise NoCounterpart()
        for index in table.indexes:
            self.add("create_index", table.name, table.schema, **self.index(index))

    def DropColumnOp(self, operation):
        if getattr(operation, "if_exists", None):
            raise NoCounterpart()
        self.add("drop_column", operation.table_name, operation.schema, name=str(operation.column_name))

    def AlterColumnOp(self, operation):
        # MODIFY and CHANGE of MariaDB and MySQL also change what is not named, as far as the script does not repeat it.
        if self.is_mysql:
            raise NoCounterpart()
        fields = {"name": str(operation.column_name)}
        type_ = operation.modify_type
        if type_ is not None:
            fields["type"] = self.type(sa.types.to_instance(type_))
        if operation.modify_nullable is not None:
            fields["nullable"] = bool(operation.modify_nullable)
        default = operation.modify_server_default
        if default is None:
            fields["default"] = None
        elif default is not False:
            if isinstance(default, sa.schema.FetchedValue) and not isinstance(default, sa.schema.DefaultClause):
                raise NoCounterpart()
            if not isinstance(default, (str, sa.sql.ClauseElement, sa.schema.DefaultClause)):
                raise NoCounterpart()
            existing = operation.existing_type if type_ is None else type_
            fields["default_sql"] = self.default_sql(sa.Column(
                "c", sa.types.NULLTYPE if existing is None else existing, server_default=default))
        if operation.modify_comment is not False:
            fields["comment"] = operation.modify_comment
        if operation.modify_name is not None:
            fields["rename"] = str(operation.modify_name)
        using = operation.kw.get("postgresql_using")
        if using and self.database == "postgresql":
            fields["using"] = str(using)
        if operation.kw.get("autoincrement") is not None:
            raise NoCounterpart()
        if len(fields) > 1:
            self.add("alter_column", operation.table_name, operation.schema, **fields)

    def CreateIndexOp(self, operation):
        if getattr(operation, "if_not_exists", None):
            raise NoCounterpart()
        index = operation.to_index(self.context)
        self.add("create_index", operation.table_name, operation.schema, **self.index(index))

    def DropIndexOp(self, operation):
        kw = getattr(operation, "kw", {})
        if operation.table_name is None or getattr(operation, "if_exists", None) or any(
                key.startswith(self.database + "_") for key in kw):
            raise NoCounterpart()
        self.add("drop_index", operation.table_name, operation.schema, name=str(operation.index_name))

    def CreatePrimaryKeyOp(self, operation):
        constraint = operation.to_constraint(self.context)
        columns = [column.name for column in constraint.columns]
        name = self.constraint_name(constraint) or self.default_name(operation.table_name, [], "pkey")
        self.add("create_primary_key", operation.table_name, operation.schema, columns=columns,
                 **({"name": name} if name else {}))

    def CreateUniqueConstraintOp(self, operation):
        constraint = operation.to_constraint(self.context)
        self.add("create_unique_constraint", operation.table_name, operation.schema, **self.unique(constraint))

    def CreateForeignKeyOp(self, operation):
        self.foreign_key_of(operation.to_constraint(self.context))

    def foreign_key_of(self, constraint):
        # Alembic creates no index, and Trellis drops the one that MariaDB and MySQL create.
        if self.is_mysql:
            raise NoCounterpart()
        self.add("create_foreign_key", constraint.table.name, constraint.table.schema, **self.foreign_key(constraint))

    def CreateCheckConstraintOp(self, operation):
        constraint = operation.to_constraint(self.context)
        self.add("create_check_constraint", operation.table_name, operation.schema, **self.check(constraint))

    def DropConstraintOp(self, operation):
        kinds = {"foreignkey": "foreign_key", "primary": "primary_key", "unique": "unique", "check": "check"}
        kind = kinds.get(operation.constraint_type)
        if kind is None or operation.constraint_name is None or self.is_mysql:
            raise NoCounterpart()
        constraint = self.operations.schema_obj.generic_constraint(
            operation.constraint_name, operation.table_name, operation.constraint_type, schema=operation.schema)
        self.add("drop_constraint", operation.table_name, operation.schema,
                 name=self.constraint_name(constraint), type=kind)

    def CreateTableCommentOp(self, operation):
        self.add("create_table_comment", operation.table_name, operation.schema, comment=operation.comment)

    def DropTableCommentOp(self, operation):
        if operation.schema:
            raise NoCounterpart()
        self.recorded.append({"drop_table_comment": operation.table_name})

    def ExecuteSQLOp(self, operation):
        # Offline, Alembic would replace tabs, also those in strings.
        statement = operation.sqltext
        if isinstance(statement, str):
            statement = sa.text(statement)
        if not isinstance(statement, sa.sql.elements.TextClause):
            raise NoCounterpart()
        self.add_sql(self.compiled(statement))

    def BulkInsertOp(self, operation):
        rows = [dict(row) for row in operation.rows]
        if not rows:
            return
        self.notes.append({"line": self.line(), "text": "a data migration: it inserts %d row%s" % (
            len(rows), "" if len(rows) == 1 else "s")})
        plain = all(
            value is None or isinstance(value, str) or isinstance(value, int) and not isinstance(value, bool)
            for row in rows for value in row.values())
        defaults = any(column.default is not None for column in operation.table.columns if hasattr(column, "default"))
        if not plain or defaults or any(len(row) == 0 for row in rows):
            raise NoCounterpart()
        self.add("bulk_insert", operation.table.name, operation.table.schema, rows=rows)


def configured(config, script, dialect):
    """Returns the name of the dialect and the options of env.py."""
    if dialect:
        return dialect, {}
    found = []

    def capture(revision, context):
        found.append((context.dialect.name, dict(context.opts)))
        return []

    with contextlib.redirect_stdout(sys.stderr):
        with EnvironmentContext(config, script, fn=capture, as_sql=True, destination_rev="heads"):
            script.run_env()
    if not found:
        sys.exit("env.py ran no migrations in offline mode; try again with: --dialect postgresql")
    return found[0]


def ordered(directory):
    """Returns the scripts, each after those that it needs."""
    result = {}

    def visit(script):
        if script.revision not in result:
            for needed in [*as_list(script.down_revision), *as_list(script.dependencies)]:
                for each in directory.get_revisions(needed):
                    visit(each)
            result[script.revision] = script

    sys.setrecursionlimit(100000)
    for head in sorted(directory.get_heads()):
        visit(directory.get_revision(head))
    return list(result.values())


def as_list(value):
    return [] if value is None else [value] if isinstance(value, str) else list(value)


def record_upgrade(script, operations, recorder):
    try:
        recorder.record(operations, script, script.module.upgrade)
    except NotImplementedError:
        pass  # listed as a gap
    return {
        "down_revision": as_list(script.down_revision),
        "upgrade": recorder.recorded,
        "downgrade": None,
        "gaps": recorder.gaps,
        "notes": recorder.notes,
    }


def record_downgrade(script, operations, recorder, entry):
    if not hasattr(script.module, "downgrade"):
        return
    try:
        entry["downgrade"], gaps, _ = recorder.record(operations, script, script.module.downgrade)
        entry["gaps"] = entry["gaps"] + gaps
    except NotImplementedError:
        pass  # the author says that there is none


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-c", "--config", default="alembic.ini", help="the configuration file")
    parser.add_argument("-n", "--name", default="alembic", help="the section of the configuration file")
    parser.add_argument("-x", action="append", help="an argument for env.py")
    parser.add_argument("--dialect", help="the dialect of the database; env.py is not run")
    parser.add_argument("--scratch", metavar="URL", help="an empty database on which the scripts run as well")
    parser.add_argument("-o", "--output", help="the file to write; default: standard output")
    options = parser.parse_args(arguments)
    config = Config(options.config, ini_section=options.name, cmd_opts=options)
    script = ScriptDirectory.from_config(config)
    dialect, opts = configured(config, script, options.dialect)
    opts.update(as_sql=True, literal_binds=True)
    opts.pop("output_buffer", None)
    context = MigrationContext.configure(
        dialect_name=dialect, dialect_opts={"paramstyle": "named"}, opts=opts)
    recorder = Recorder(context)
    if options.scratch:
        recorder.use_scratch(options.scratch)
    revisions = {}
    with contextlib.redirect_stdout(sys.stderr), EnvironmentContext(config, script):
        scripts = ordered(script)
        with Operations.context(context) as operations:
            for each in scripts:
                revisions[each.revision] = record_upgrade(each, operations, recorder)
            for each in reversed(scripts):
                record_downgrade(each, operations, recorder, revisions[each.revision])
    result = {
        "format": FORMAT,
        "alembic": alembic.__version__,
        "dialect": context.dialect.name,
        "revisions": revisions,
    }
    text = json.dumps(result, indent=1, ensure_ascii=False, default=str)
    if options.output:
        with open(options.output, "w", encoding="utf-8") as file:
            file.write(text + "\n")
    else:
        sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
