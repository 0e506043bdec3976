package dev.trellis.hibernate.cases.columns;

import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.Collate;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.Comment;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.GeneratedColumn;

@SuppressWarnings("deprecation") // the older annotations are read as well
public final class Columns {
    public static final String MODEL = """
            tables:
              note:
                comment: what people write down
                columns:
                  id: {type: bigint, identity: true}
                  title: {type: string(40), nullable: false, default: "it's new", comment: shown in lists}
                  rank: {type: integer, nullable: false, default: -5}
                  weight: {type: "numeric(6,2)", default: 1.50}
                  open: {type: boolean, default: true}
                  created: {type: timestamptz, nullable: false, default_sql: current_timestamp}
                  code: {type: string(10), default: ABC, comment: the other annotation}
                  nothing: string(10)
                  sorted: {type: string(20), collation: de-x-icu}
                  ordered: {type: string(20), collation: C, default: x}
                  upper: {type: string(40), computed: {sql: upper(title), stored: true}}
                  email: {default: citext}
                  amount: {type: "numeric(9,3)", nullable: false, default: 0}
                  changed: {type: {default: datetime(6)}, nullable: false, default_sql: current_timestamp(6), on_update_sql: current_timestamp(6)}
                  seen: {type: timestamptz, default_sql: current_timestamp, on_update_sql: now()}
                  touched: {type: timestamptz, default_sql: current_timestamp, on_update_sql: current_timestamp}
                  title2: {type: string(30), default: on update}
                  "order": integer
                  "Mixed": integer
                  mixedcase: integer
                  version: {type: integer, nullable: false}
                primary_key: [id]
                unique: [[seen]]
            """;

    @Entity
    @Table(name = "note", comment = "what people write down")
    static class Note {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @Column(length = 40, nullable = false, options = "default 'it''s new'", comment = "shown in lists")
        String title;

        @ColumnDefault("-5")
        int rank;

        @Column(precision = 6, scale = 2, options = "DEFAULT 1.50")
        java.math.BigDecimal weight;

        @Column(options = "default TRUE")
        boolean open;

        @Basic(optional = false)
        @Column(options = "default current_timestamp")
        Instant created;

        @Column(length = 10)
        @ColumnDefault("'ABC'")
        @Comment("the other annotation")
        String code;

        @Column(length = 10, options = "default null")
        String nothing;

        @Column(length = 20)
        @Collate("de-x-icu")
        String sorted;

        @Column(length = 20, options = "collate \"C\" default 'x'")
        String ordered;

        @Column(length = 40)
        @GeneratedColumn("upper(title)")
        String upper;

        @Column(columnDefinition = "citext")
        String email;

        @Column(columnDefinition = "numeric(9,3) default 0 not null", nullable = false)
        java.math.BigDecimal amount;

        @Column(columnDefinition = "datetime(6) default current_timestamp(6) on update current_timestamp(6) not null")
        Instant changed;

        @Column(options = "default current_timestamp ON  UPDATE now() unique")
        Instant seen;

        @ColumnDefault("current_timestamp on update current_timestamp")
        Instant touched;

        @Column(length = 30)
        @ColumnDefault("'on update'")
        String title2;

        @Column(name = "`order`")
        Integer order;

        @Column(name = "\"Mixed\"")
        Integer quoted;

        Integer mixedCase;

        @Version
        int version;

        @Formula("upper(title)")
        String computed;
    }
}
