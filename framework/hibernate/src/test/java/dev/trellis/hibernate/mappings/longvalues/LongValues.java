package dev.trellis.hibernate.mappings.longvalues;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.Length;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

public final class LongValues {
    @Entity(name = "LongRow")
    static class LongRow {
        @Id
        long id;

        @Column(length = Length.LONG)
        String text;

        @Column(length = Length.LONG16)
        String text16;

        @Column(length = Length.LONG32)
        String text32;

        @Column(length = 40_000)
        String text40000;

        @JdbcTypeCode(SqlTypes.LONGVARCHAR)
        String longVarchar;

        @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
        String long32Varchar;

        @Column(length = Length.LONG16)
        byte[] bytes16;

        @Column(length = Length.LONG32)
        byte[] bytes32;

        @Column(length = 70_000)
        byte[] bytes70000;

        @JdbcTypeCode(SqlTypes.LONG32VARBINARY)
        byte[] long32Varbinary;
    }
}
