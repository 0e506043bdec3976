package dev.trellis.hibernate.mappings.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;

public final class Keys {
    @Entity(name = "Writer")
    @Table(
            name = "writer",
            uniqueConstraints = {
                @UniqueConstraint(columnNames = {"first", "last"}),
                @UniqueConstraint(name = "one_nickname", columnNames = "nickname")
            },
            indexes = {
                @Index(columnList = "last, first desc"),
                @Index(name = "by_nickname", columnList = "nickname, last")
            })
    static class Author {
        @Id
        UUID id;

        @Column(length = 40, nullable = false)
        String first;

        @Column(length = 40)
        String last;

        @Column(length = 40, nullable = false)
        String nickname;

        @Column(length = 40, unique = true)
        String email;
    }

    @Entity(name = "Novel")
    static class Book {
        @Id
        UUID id;

        String title;

        @ManyToOne(optional = false)
        @JoinColumn(name = "author_id", nullable = false)
        Author author;

        @ManyToOne
        @OnDelete(action = OnDeleteAction.SET_NULL)
        Author editor;

        @OneToOne
        @JoinColumn(foreignKey = @ForeignKey(name = "its_cover"))
        Cover cover;

        @ManyToMany
        Set<Author> readers;
    }

    @Entity(name = "Jacket")
    static class Cover {
        @Id
        long id;

        String picture;
    }
}
