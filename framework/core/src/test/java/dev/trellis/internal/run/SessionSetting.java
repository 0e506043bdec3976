package dev.trellis.internal.run;

import dev.trellis.testbed.TestDatabase.Kind;
import java.util.List;

/**
 * A change that a script makes to its session.
 *
 * @param statement what the script runs
 * @param probe an expression that shows the state; its value after the script must be that of a new session
 */
record SessionSetting(String statement, String probe) {
    private static final String NONE = "'none'";

    /** Returns the settings of a database. The schema or database {@code other} exists, and so does the table {@code t}. */
    static List<SessionSetting> of(Kind kind, String other) {
        return switch (kind) {
            case POSTGRESQL -> postgresql(other);
            case MARIADB, MYSQL -> mysqlBase(kind, other);
            case H2 -> h2(other);
            case SQLITE -> sqlite();
        };
    }

    private static List<SessionSetting> postgresql(String other) {
        return List.of(
                setting("TimeZone", "'Asia/Tokyo'"),
                setting("statement_timeout", "54321"),
                setting("lock_timeout", "54321"),
                setting("session_replication_role", "replica"),
                setting("DateStyle", "'ISO, DMY'"),
                setting("IntervalStyle", "sql_standard"),
                setting("bytea_output", "escape"),
                setting("extra_float_digits", "-3"),
                setting("check_function_bodies", "off"),
                setting("row_security", "off"),
                setting("xmloption", "document"),
                setting("transform_null_equals", "on"),
                setting("application_name", "'another'"),
                setting("default_transaction_read_only", "on"),
                setting("default_transaction_isolation", "serializable"),
                setting("client_min_messages", "error"),
                new SessionSetting("set client_encoding = 'LATIN1'", "current_setting('client_encoding')"),
                new SessionSetting("set names 'LATIN1'", "current_setting('client_encoding')"),
                new SessionSetting("set search_path = " + other + ", public", "current_setting('search_path')"),
                new SessionSetting("set schema '" + other + "'", "current_schema()"),
                new SessionSetting("set role " + other, "current_user"),
                new SessionSetting("set session authorization " + other, "session_user"),
                new SessionSetting(
                        "set session characteristics as transaction isolation level serializable",
                        "current_setting('transaction_isolation')"),
                new SessionSetting(
                        "select set_config('app.user', 'seven', false)",
                        "nullif(current_setting('app.user', true), '')"),
                new SessionSetting(
                        "do $$ begin execute 'set ' || 'TimeZone = ''Asia/Tokyo'''; end $$",
                        "current_setting('TimeZone')"),
                new SessionSetting(
                        "do $$ begin execute 'create temporary table trellis_' || 'version (version_num varchar(32))'; end $$",
                        "(select count(*) from pg_class where relpersistence = 't')"),
                new SessionSetting(
                        "do $$ begin execute 'create temporary table trellis_' || 'history (id integer)'; end $$",
                        "(select count(*) from pg_class where relpersistence = 't')"),
                new SessionSetting(
                        "prepare p as select 1", "(select count(*) from pg_prepared_statements where name = 'p')"),
                new SessionSetting("deallocate all", NONE),
                new SessionSetting(
                        "declare c cursor with hold for select 1",
                        "(select count(*) from pg_cursors where is_holdable)"),
                new SessionSetting("listen changes", "(select count(*) from pg_listening_channels())"),
                new SessionSetting(
                        "select pg_advisory_lock(42)",
                        "(select count(*) from pg_locks where locktype = 'advisory' and objid = 42 and pid = pg_backend_pid())"),
                new SessionSetting(
                        "select pg_advisory_unlock_all()",
                        "(select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())"),
                new SessionSetting("lock table t in access exclusive mode", NONE),
                new SessionSetting("set constraints all deferred", NONE));
    }

    private static SessionSetting setting(String name, String value) {
        return new SessionSetting("set " + name + " = " + value, "current_setting('" + name + "')");
    }

    private static List<SessionSetting> mysqlBase(Kind kind, String other) {
        return List.of(
                new SessionSetting("set @owner = 7", "coalesce(@owner, 'null')"),
                variable("time_zone", "'+09:00'"),
                variable("sql_mode", "'ANSI_QUOTES,PIPES_AS_CONCAT'"),
                variable("foreign_key_checks", "0"),
                variable("unique_checks", "0"),
                variable("default_storage_engine", "MyISAM"),
                variable("sql_safe_updates", "1"),
                variable("sql_select_limit", "1"),
                variable("lock_wait_timeout", "7"),
                variable("group_concat_max_len", "5"),
                variable("timestamp", "1"),
                variable("insert_id", "1000"),
                variable("max_sort_length", "8"),
                variable("auto_increment_increment", "5"),
                kind == Kind.MARIADB
                        ? variable("check_constraint_checks", "0")
                        : variable("sql_require_primary_key", "1"),
                new SessionSetting(
                        "set session transaction isolation level serializable",
                        kind == Kind.MARIADB ? "@@session.tx_isolation" : "@@session.transaction_isolation"),
                new SessionSetting(
                        "set session transaction read only",
                        kind == Kind.MARIADB ? "@@session.tx_read_only" : "@@session.transaction_read_only"),
                new SessionSetting("use " + other, "database()"),
                new SessionSetting("set names latin1", "@@session.character_set_client"),
                new SessionSetting("set character set latin1", "@@session.character_set_connection"),
                new SessionSetting("set character_set_results = latin1", "@@session.character_set_results"),
                new SessionSetting("lock tables t write", NONE),
                new SessionSetting("lock tables t read", NONE),
                new SessionSetting("create temporary table scratch (id integer)", NONE),
                new SessionSetting("prepare p from 'select 1'", NONE),
                new SessionSetting("handler t open", NONE),
                new SessionSetting("select get_lock('mine', 0)", "is_used_lock('mine') is not null"),
                new SessionSetting("select release_all_locks()", NONE));
    }

    private static SessionSetting variable(String name, String value) {
        String probe = name.equals("timestamp") ? "@@session.timestamp > 1000" : "@@session." + name;
        return new SessionSetting("set " + name + " = " + value, probe);
    }

    private static List<SessionSetting> h2(String other) {
        return List.of(
                new SessionSetting("set @owner = 7", "coalesce(cast(@owner as varchar), 'null')"),
                new SessionSetting("set schema " + other, "schema()"),
                new SessionSetting("set schema_search_path information_schema, " + other, NONE),
                new SessionSetting("set lock_timeout 77", "lock_timeout()"),
                new SessionSetting("set query_timeout 77777", NONE),
                new SessionSetting(
                        "set time zone '+09:00'", "cast(current_timestamp(0) as time with time zone) is null"),
                new SessionSetting("set time zone '+09:00'", "extract(timezone_hour from current_timestamp)"),
                new SessionSetting(
                        "set session characteristics as transaction isolation level serializable",
                        "(select isolation_level from information_schema.sessions where session_id = session_id())"),
                new SessionSetting("set referential_integrity false", NONE),
                new SessionSetting("create local temporary table scratch (id integer)", NONE));
    }

    private static List<SessionSetting> sqlite() {
        return List.of(
                pragma("foreign_keys", "on"),
                pragma("legacy_alter_table", "on"),
                pragma("recursive_triggers", "on"),
                pragma("ignore_check_constraints", "on"),
                pragma("defer_foreign_keys", "on"),
                pragma("reverse_unordered_selects", "on"),
                pragma("read_uncommitted", "on"),
                pragma("cache_size", "77"),
                pragma("busy_timeout", "77"),
                pragma("automatic_index", "off"),
                pragma("trusted_schema", "off"),
                pragma("full_column_names", "on"),
                pragma("short_column_names", "off"),
                pragma("cell_size_check", "on"),
                pragma("secure_delete", "on"),
                pragma("wal_autocheckpoint", "77"),
                pragma("analysis_limit", "77"),
                pragma("query_only", "on"),
                new SessionSetting("pragma case_sensitive_like = on", "'A' like 'a'"),
                new SessionSetting(
                        "create temporary table scratched (id integer)", "(select count(*) from sqlite_temp_master)"),
                new SessionSetting(
                        "create temporary view scratch as select 1 as one",
                        "(select count(*) from sqlite_temp_master)"),
                new SessionSetting(
                        "attach database ':memory:' as extra",
                        "(select count(*) from pragma_database_list where name = 'extra')"));
    }

    private static SessionSetting pragma(String name, String value) {
        boolean isReadable = !List.of("short_column_names", "full_column_names", "wal_autocheckpoint")
                .contains(name);
        return new SessionSetting(
                "pragma " + name + " = " + value, isReadable ? "(select * from pragma_" + name + ")" : NONE);
    }
}
