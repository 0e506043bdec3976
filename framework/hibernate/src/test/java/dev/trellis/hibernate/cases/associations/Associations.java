package dev.trellis.hibernate.cases.associations;

import jakarta.persistence.Column;
import jakarta.persistence.ConstraintMode;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.List;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;

public final class Associations {
    public static final String MODEL = """
            tables:
              author:
                columns:
                  id: {type: string(12)}
                  code: integer
                  best_id: bigint
                primary_key: [id]
                unique: [[code], [best_id]]
                foreign_keys:
                  - {columns: [best_id], references: book(id)}
              book:
                columns:
                  id: bigint
                  author_id: {type: string(12), nullable: false}
                  editor: string(12)
                  reviewer_code: integer
                  translator_id: string(12)
                  ghost_id: string(12)
                  printer_id: string(12)
                primary_key: [id]
                foreign_keys:
                  - {columns: [author_id], references: author(id), on_delete: cascade, on_update: restrict}
                  - {name: who_edits, columns: [editor], references: author(id), on_delete: set null}
                  - {columns: [reviewer_code], references: author(code), deferrable: true, initially: deferred}
                  - {columns: [translator_id], references: author(id), on_delete: cascade}
                  - {columns: [printer_id], references: author(id), match: full, on_delete: set default}
              cover:
                columns:
                  book_id: bigint
                  colour: string(255)
                primary_key: [book_id]
                foreign_keys:
                  - {columns: [book_id], references: book(id), on_delete: cascade}
              page:
                columns:
                  id: bigint
                  text: string(255)
                  in_book: bigint
                primary_key: [id]
                foreign_keys:
                  - {columns: [in_book], references: book(id)}
            """;

    @Entity
    @Table(name = "author")
    static class Author {
        @Id
        @Column(length = 12)
        String id;

        @Column(unique = true)
        int code;

        @OneToOne
        @JoinColumn(name = "best_id")
        Book best;

        @OneToMany(mappedBy = "author")
        List<Book> books;
    }

    @Entity
    @Table(name = "book")
    static class Book {
        @Id
        long id;

        @ManyToOne(optional = false)
        @JoinColumn(name = "author_id", foreignKey = @ForeignKey(options = "on delete cascade  ON UPDATE RESTRICT"))
        Author author;

        @ManyToOne
        @JoinColumn(name = "editor", foreignKey = @ForeignKey(name = "who_edits", options = "on delete set null"))
        Author editor;

        @ManyToOne
        @JoinColumn(
                name = "reviewer_code",
                referencedColumnName = "code",
                foreignKey = @ForeignKey(options = "deferrable initially deferred"))
        Author reviewer;

        @ManyToOne
        @JoinColumn(name = "translator_id")
        @OnDelete(action = OnDeleteAction.CASCADE)
        Author translator;

        @ManyToOne
        @JoinColumn(name = "ghost_id", foreignKey = @ForeignKey(ConstraintMode.NO_CONSTRAINT))
        Author ghost;

        @ManyToOne
        @JoinColumn(
                name = "printer_id",
                foreignKey =
                        @ForeignKey(
                                foreignKeyDefinition =
                                        "foreign key (printer_id) references author (id) match full on delete set default"))
        Author printer;

        @OneToMany
        @JoinColumn(name = "in_book")
        List<Page> pages;
    }

    @Entity
    @Table(name = "cover")
    static class Cover {
        @Id
        Long id;

        @MapsId
        @OneToOne(optional = false)
        @JoinColumn(name = "book_id")
        @OnDelete(action = OnDeleteAction.CASCADE)
        Book book;

        String colour;
    }

    @Entity
    @Table(name = "page")
    static class Page {
        @Id
        long id;

        String text;
    }
}
